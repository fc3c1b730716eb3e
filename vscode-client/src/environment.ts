import * as vscode from 'vscode';
import { configuredEnvironment } from './settings';

/** The part of the Python extension's interface that is used here. */
interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** The part of the Python Environments extension's interface that is used here. */
interface EnvironmentsExtension {
  getEnvironment(
    scope: vscode.Uri | undefined,
  ): Promise<{ readonly environmentPath: vscode.Uri } | undefined>;
  readonly onDidChangeEnvironment: vscode.Event<unknown>;
}

/** Knows the Python environment of a resource: the setting, else what a Python extension has selected. */
export class Environments implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private ask: (resource: vscode.Uri | undefined) => Promise<string> = async () => '';

  /** Another environment may have been selected in a Python extension. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Finds the extension that manages environments, if one is installed. */
  async connect(): Promise<void> {
    try {
      (await this.connectEnvironments()) || (await this.connectPython());
    } catch (error) {
      this.log.warn(`The Python extension does not tell its environment: ${String(error)}`);
    }
  }

  /** The path of an environment or interpreter; empty where Taipan is to find one by itself. */
  async of(resource: vscode.Uri | undefined): Promise<string> {
    const configured = configuredEnvironment(resource);
    if (configured !== '') {
      return configured;
    }
    try {
      return await this.ask(resource);
    } catch (error) {
      this.log.warn(`The Python extension does not tell its environment: ${String(error)}`);
      return '';
    }
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private async connectEnvironments(): Promise<boolean> {
    const extension = vscode.extensions.getExtension<EnvironmentsExtension>('ms-python.vscode-python-envs');
    if (
      !extension ||
      !vscode.workspace.getConfiguration('python').get<boolean>('useEnvironmentsExtension', false)
    ) {
      return false;
    }
    const api = await extension.activate();
    this.ask = async (resource) => (await api.getEnvironment(resource))?.environmentPath.fsPath ?? '';
    this.subscriptions.push(api.onDidChangeEnvironment(() => this.changed.fire()));
    return true;
  }

  private async connectPython(): Promise<boolean> {
    const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
    if (!extension) {
      return false;
    }
    const { environments } = await extension.activate();
    this.ask = async (resource) => {
      const { path } = environments.getActiveEnvironmentPath(resource);
      // A bare command is the extension's word for "none selected".
      return /[\\/]/.test(path) ? path : '';
    };
    this.subscriptions.push(environments.onDidChangeActiveEnvironmentPath(() => this.changed.fire()));
    return true;
  }
}
