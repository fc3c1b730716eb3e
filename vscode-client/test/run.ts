import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { Editor } from './editor';
import type { TestResult } from './results';
import { driveWindow } from './window';
import { writeHostileWorkspace, writeWorkspace } from './workspace';

/**
 * Tests the packaged extension in a real VS Code: inside its extension host, with and without trust, and through
 * its window. Exits with 1 if a test fails, and also if there is no editor or no browser.
 */
const root = resolve('.');
const target = join(root, 'target');
const sessions = join(target, 'sessions');
const minutes = 60_000;

async function main(): Promise<boolean> {
  const editor = Editor.installed(join(root, 'test/editor'), join(target, 'editor'));
  rmSync(sessions, { recursive: true, force: true });
  const browser = await chromium.launch({
    executablePath: browserProgram(),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  try {
    const passed = [
      await insideHost(editor, browser, 'trusted', true),
      await insideHost(editor, browser, 'restricted', false),
      await throughWindow(editor, browser),
    ];
    return passed.every(Boolean);
  } finally {
    await browser.close();
  }
}

/** Runs a suite in the extension host. */
async function insideHost(
  editor: Editor,
  browser: Browser,
  name: string,
  trusted: boolean,
): Promise<boolean> {
  const session = prepare(editor, name);
  (trusted ? writeWorkspace : writeHostileWorkspace)(session.workspace);
  const results = join(session.data, 'results.json');
  const running = await editor.start({
    ...session,
    trusted,
    variables: { ...variables(), TAIPAN_TEST_RESULTS: results },
  });
  const page = await browser.newPage();
  try {
    const remote = (path: string): string => `vscode-remote://${running.address}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(join(target, 'test/harness'))],
      ['extensionTestsPath', remote(join(target, 'test/suite/index.js'))],
      ['skipWelcome', 'true'],
    ];
    const ended = new Promise<number>((end) => {
      void page.exposeFunction('codeAutomationExit', (code: number) => end(code));
    });
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(
      `http://${running.address}/?folder=${session.workspace}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
      { waitUntil: 'domcontentloaded', timeout: 2 * minutes },
    );
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<number>((end) => (timer = setTimeout(() => end(-1), 8 * minutes)));
    const code = await Promise.race([ended, timeout]);
    clearTimeout(timer);
    const list: TestResult[] = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
    report(name, list);
    if (code !== 0) {
      console.log(`FAILED: ${name}: the extension host ended with ${code}`);
      await page.screenshot({ path: join(target, `${name}.png`) });
    }
    return code === 0 && list.length > 0 && list.every((result) => result.failure === undefined);
  } finally {
    await page.close();
    running.stop();
  }
}

/** Uses the window as a person does, and takes pictures. */
async function throughWindow(editor: Editor, browser: Browser): Promise<boolean> {
  const session = prepare(editor, 'window');
  writeWorkspace(session.workspace);
  const pictures = join(target, 'pictures');
  mkdirSync(pictures, { recursive: true });
  const running = await editor.start({ ...session, trusted: true, variables: variables() });
  const page = await browser.newPage({ viewport: { width: 1200, height: 720 } });
  try {
    const results = await driveWindow(
      page,
      `http://${running.address}/?folder=${session.workspace}`,
      pictures,
    );
    report('window', results);
    return results.every((result) => result.failure === undefined);
  } finally {
    await page.close();
    running.stop();
  }
}

/** The folders of a session, with the extension installed. */
function prepare(editor: Editor, name: string): { workspace: string; data: string; extensions: string } {
  const folder = join(sessions, name);
  const session = {
    workspace: join(folder, 'workspace'),
    data: join(folder, 'data'),
    extensions: join(folder, 'extensions'),
  };
  mkdirSync(session.data, { recursive: true });
  const vsix = readdirSync(target).find((file) => file.endsWith('.vsix'));
  if (vsix === undefined) {
    throw new Error('there is no packaged extension; run `npm run package` first');
  }
  editor.installExtension(join(target, vsix), session.data, session.extensions);
  return session;
}

/** The environment of the editor: the Java of the build, no Python environment of whoever runs the tests. */
function variables(): NodeJS.ProcessEnv {
  const java = readFileSync(join(root, '../dist/target/taipan/java-home'), 'utf8').trim();
  const inherited = { ...process.env };
  for (const name of [
    'VIRTUAL_ENV',
    'CONDA_PREFIX',
    'TAIPAN_JAVA_OPTS',
    'TAIPAN_JAVA_HOME',
    'NODE_OPTIONS',
  ]) {
    delete inherited[name];
  }
  return { ...inherited, JAVA_HOME: java };
}

function browserProgram(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = names.map((name) => join(folder, name)).find(existsSync);
    if (found !== undefined) {
      return found;
    }
  }
  throw new Error(
    'VS Code needs a browser for its window: install Chromium (as root: apt-get install -y --no-install-recommends chromium)',
  );
}

function report(suite: string, results: readonly TestResult[]): void {
  for (const { name, milliseconds, failure } of results) {
    console.log(`${failure ? 'FAILED' : 'ok'}: ${suite}: ${name} (${milliseconds} ms)`);
    if (failure) {
      console.log(failure.replace(/^/gm, '    '));
    }
  }
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
