import * as vscode from 'vscode';
import { Client } from './client';
import { Environments } from './environment';
import { selectEnvironment } from './selectEnvironment';
import { serverSections } from './settings';
import { showLocations } from './showLocations';
import { StatusItems, StatusPage } from './status';

/** What other extensions, and tests, may ask. */
export interface TaipanApi {
  /** The server's process id, while it runs. */
  processId(): number | undefined;
  /** How often the server ended by itself since it was last started on purpose. */
  crashCount(): number;
  /** Where the server comes from, in words; empty if there is none. */
  serverOrigin(): string;
}

let client: Client | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<TaipanApi> {
  const log = vscode.window.createOutputChannel('Taipan', { log: true });
  const environments = new Environments(log);
  const owned = new Client(context, environments, log);
  client = owned;
  const version = String(context.extension.packageJSON.version);
  const page = new StatusPage(owned, version);
  context.subscriptions.push(
    log,
    environments,
    owned,
    page,
    new StatusItems(owned),
    vscode.commands.registerCommand('taipan.restart', () => owned.restart()),
    vscode.commands.registerCommand('taipan.showLog', () => log.show()),
    vscode.commands.registerCommand('taipan.showStatus', () => page.show()),
    vscode.commands.registerCommand('taipan.selectEnvironment', selectEnvironment),
    vscode.commands.registerCommand('taipan.showLocations', showLocations),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (serverSections.some((section) => event.affectsConfiguration(section))) {
        void owned.restart();
      } else if (event.affectsConfiguration('taipan.python')) {
        void owned.environmentChanged();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => owned.restart()),
    environments.onDidChange(() => owned.environmentChanged()),
  );
  await environments.connect();
  await owned.restart();
  return {
    processId: () => owned.processId,
    crashCount: () => owned.crashCount,
    serverOrigin: () => owned.origin,
  };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
