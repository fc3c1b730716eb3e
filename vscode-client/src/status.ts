import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { Client } from './client';
import type { ProjectStatus, ServerStatus } from './serverStatus';

const selector: vscode.DocumentSelector = { language: 'python' };
const pageScheme = 'taipan-status';

/** Shows the environment, the version, the memory and whether the server works, beside the language. */
export class StatusItems implements vscode.Disposable {
  private readonly server = vscode.languages.createLanguageStatusItem('taipan.server', selector);
  private readonly environment = vscode.languages.createLanguageStatusItem('taipan.environment', selector);
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly client: Client) {
    this.server.name = 'Taipan';
    this.server.text = 'Taipan';
    this.server.command = { title: 'Show Status', command: 'taipan.showStatus' };
    this.environment.name = 'Taipan: Python Environment';
    this.environment.text = 'Python';
    this.environment.command = { title: 'Select', command: 'taipan.selectEnvironment' };
    this.subscriptions = [
      this.server,
      this.environment,
      client.onDidChange(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.askSoon()),
    ];
    this.update();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private update(): void {
    this.server.busy = this.client.busy;
    if (this.client.problem !== '') {
      this.server.severity = vscode.LanguageStatusSeverity.Error;
      this.server.detail = this.client.problem;
    } else if (!this.client.running && !this.client.busy) {
      this.server.severity = vscode.LanguageStatusSeverity.Warning;
      this.server.detail = 'stopped';
    } else {
      this.server.severity = vscode.LanguageStatusSeverity.Information;
      this.askSoon();
    }
  }

  /** Asks the server once it has had time to work; not for every key. */
  private askSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, 500);
  }

  private async ask(): Promise<void> {
    let status: ServerStatus | undefined;
    try {
      status = await this.client.status();
    } catch {
      // It ends or is being replaced; that is shown by itself.
    }
    if (status === undefined) {
      return;
    }
    this.server.detail = `${status.heapUsedMb} of ${status.heapLimitMb} MB`;
    const project = projectOf(vscode.window.activeTextEditor?.document.uri, status.projects);
    this.environment.text = project ? `Python ${project.version}` : 'Python';
    this.environment.detail = project?.environment || 'no environment found';
  }
}

/** Shows what the server says of itself as a page that cannot be edited. */
export class StatusPage implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(pageScheme, this);

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly client: Client,
    private readonly version: string,
  ) {}

  async show(): Promise<void> {
    const page = vscode.Uri.from({ scheme: pageScheme, path: 'Taipan Status' });
    this.changed.fire(page);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(page), { preview: true });
  }

  async provideTextDocumentContent(): Promise<string> {
    const status = await this.client.status();
    const lines = [
      `Extension: ${this.version}`,
      `Server: ${this.client.origin || 'none'}`,
      `State: ${this.client.problem || (this.client.running ? 'running' : 'not running')}`,
      `Process: ${this.client.processId ?? 'none'}`,
      `Crashes: ${this.client.crashCount}`,
      `Workspace: ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
      ...(status ? described('', status) : []),
    ];
    return lines.join('\n') + '\n';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** The members of an answer, one a line, nested ones indented. */
function described(indent: string, value: object): string[] {
  return Object.entries(value).flatMap(([name, member]) =>
    member !== null && typeof member === 'object'
      ? [`${indent}${name}:`, ...described(indent + '  ', member)]
      : [`${indent}${name}: ${String(member)}`],
  );
}

/** The innermost project around a document, else the first. */
function projectOf(
  document: vscode.Uri | undefined,
  projects: readonly ProjectStatus[],
): ProjectStatus | undefined {
  const path = document?.fsPath ?? '';
  return (
    projects
      .filter(({ root }) => path === root || path.startsWith(root + sep))
      .sort((a, b) => b.root.length - a.root.length)[0] ?? projects[0]
  );
}
