import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';
import type { ConfigurationParams, LanguageClientOptions, LSPAny } from 'vscode-languageclient/node';
import { Crashes } from './crashes';
import type { Environments } from './environment';
import { findServer, type ServerChoice } from './server';
import type { ServerStatus } from './serverStatus';
import { serverSettings } from './settings';

/** Owns the server: starts, stops and replaces it. One server serves all folders of the window. */
export class Client implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private client: LanguageClient | undefined;
  private process: ChildProcess | undefined;
  private work: Promise<void> = Promise.resolve();
  private pending = 0;
  private crashes: Crashes;

  /** Whether it runs, what it is busy with or why it does not start has changed. */
  readonly onDidChange = this.changed.event;

  /** Why there is no server; empty if there is one. */
  problem = '';

  /** Where the server comes from. */
  origin = '';

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly environments: Environments,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.crashes = new Crashes(log);
  }

  /** The server's process id, while it runs. */
  get processId(): number | undefined {
    return this.running ? this.process?.pid : undefined;
  }

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  /** Whether the server is starting or has not answered what it was asked. */
  get busy(): boolean {
    return this.client?.state === State.Starting || this.pending > 0;
  }

  /** How often the server ended by itself since it was last started on purpose. */
  get crashCount(): number {
    return this.crashes.count;
  }

  /** Starts the server, or a new one in place of the old. */
  restart(): Promise<void> {
    return this.afterOther(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.afterOther(() => this.stopNow());
  }

  /** Follows a change of the Python environment, which may bring a server of its own. */
  async environmentChanged(): Promise<void> {
    await this.work;
    const choice = await this.choose();
    if ('problem' in choice || choice.origin !== this.origin) {
      await this.restart();
    } else if (this.running) {
      // The server asks for its settings again.
      await this.client?.sendNotification('workspace/didChangeConfiguration', { settings: null });
    }
  }

  /** What the server says of itself; undefined while there is none to ask. */
  async status(): Promise<ServerStatus | undefined> {
    return this.running ? await this.client?.sendRequest<ServerStatus>('taipan/status') : undefined;
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Starts and stops run one after the other, and none is kept from running by one that failed. */
  private afterOther(task: () => Promise<void>): Promise<void> {
    this.work = this.work
      .then(task)
      .catch((error) => this.fail(`The server does not start: ${String(error)}`));
    return this.work;
  }

  private async choose(): Promise<ServerChoice> {
    return findServer({
      settings: serverSettings(),
      environment: await this.environments.of(firstFolder()),
      trusted: vscode.workspace.isTrusted,
      bundled: join(this.context.extensionPath, 'server'),
      variables: process.env,
    });
  }

  private async startNow(): Promise<void> {
    const folder = firstFolder();
    const choice = await this.choose();
    if ('problem' in choice) {
      this.fail(choice.problem);
      return;
    }
    this.problem = '';
    this.origin = choice.origin;
    this.log.info(`Starting the server: ${choice.origin}`);
    const start = async (): Promise<ChildProcess> => {
      this.process = spawn(choice.command, choice.arguments, { env: choice.variables, cwd: folder?.fsPath });
      // Without a listener a program that cannot be started would end the extension host.
      this.process.on('error', (error) => this.log.error(`The server does not start: ${error.message}`));
      return this.process;
    };
    this.crashes = new Crashes(this.log);
    const client = new LanguageClient('taipan', 'Taipan', start, await this.options(folder));
    client.onDidChangeState(() => this.changed.fire());
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.fail(`The server does not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.pending = 0;
    if (client === undefined) {
      return;
    }
    try {
      await client.dispose(5000);
    } catch (error) {
      this.log.warn(`The server did not stop properly: ${String(error)}`);
    }
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.log.error(problem);
    this.changed.fire();
    void vscode.window.showErrorMessage(problem, 'Open Settings', 'Show Log').then((choice) => {
      if (choice === 'Open Settings') {
        void vscode.commands.executeCommand('workbench.action.openSettings', '@ext:taipan.taipan');
      } else if (choice === 'Show Log') {
        this.log.show();
      }
    });
  }

  private async options(folder: vscode.Uri | undefined): Promise<LanguageClientOptions> {
    return {
      documentSelector: [
        { language: 'python', scheme: 'file' },
        { language: 'python', scheme: 'untitled' },
      ],
      outputChannel: this.log,
      errorHandler: this.crashes,
      initializationOptions: await this.withEnvironment(
        vscode.workspace.getConfiguration('taipan', folder),
        folder,
      ),
      synchronize: { configurationSection: 'taipan' },
      diagnosticPullOptions: { onChange: true, onSave: true },
      middleware: {
        workspace: {
          configuration: (params) => this.configuration(params),
        },
        provideDiagnostics: (document, previous, token, next) =>
          this.counted(next(document, previous, token)),
        provideReferences: (document, position, context, token, next) =>
          this.counted(next(document, position, context, token)),
        provideRenameEdits: (document, position, name, token, next) =>
          this.counted(next(document, position, name, token)),
      },
    };
  }

  /** The settings that the server asks for, with the environment that is selected elsewhere filled in. */
  private async configuration(params: ConfigurationParams): Promise<LSPAny[]> {
    const answers: LSPAny[] = [];
    for (const item of params.items) {
      const resource = item.scopeUri === undefined ? firstFolder() : vscode.Uri.parse(item.scopeUri);
      const section = item.section ?? '';
      answers.push(
        section === 'taipan'
          ? await this.withEnvironment(vscode.workspace.getConfiguration('taipan', resource), resource)
          : (vscode.workspace.getConfiguration(undefined, resource).get<LSPAny>(section) ?? null),
      );
    }
    return answers;
  }

  private async withEnvironment(
    settings: vscode.WorkspaceConfiguration,
    resource: vscode.Uri | undefined,
  ): Promise<LSPAny> {
    const sections = ['python', 'diagnostics', 'inlayHints', 'codeLens'];
    const all = Object.fromEntries(sections.map((section) => [section, settings.get<LSPAny>(section) ?? {}]));
    return {
      ...all,
      python: { ...Object(all['python']), environment: await this.environments.of(resource) },
    };
  }

  /** Counts a request as pending until it is answered. */
  private async counted<T>(answer: T | PromiseLike<T>): Promise<Awaited<T>> {
    this.pending++;
    this.changed.fire();
    try {
      return await answer;
    } finally {
      this.pending = Math.max(0, this.pending - 1);
      this.changed.fire();
    }
  }
}

function firstFolder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}
