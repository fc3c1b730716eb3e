import { homedir } from 'node:os';
import * as vscode from 'vscode';

/** What the user's settings say about starting the server. Absent settings are empty strings or zero. */
export interface ServerSettings {
  readonly path: string;
  readonly source: 'environment' | 'bundled';
  readonly memory: number;
  readonly javaOptions: readonly string[];
  readonly javaHome: string;
}

/** Settings that need a new server when they change. */
export const serverSections = ['taipan.server', 'taipan.java', 'taipan.diagnostics.mode'];

export function serverSettings(): ServerSettings {
  const settings = vscode.workspace.getConfiguration('taipan');
  return {
    path: expanded(settings.get('server.path', ''), undefined),
    source: settings.get('server.source', 'environment'),
    memory: settings.get('server.memory', 0),
    javaOptions: settings.get('server.javaOptions', []),
    javaHome: expanded(settings.get('java.home', ''), undefined),
  };
}

/** The environment that the settings name for a resource; empty if they name none. */
export function configuredEnvironment(resource: vscode.Uri | undefined): string {
  const text = vscode.workspace.getConfiguration('taipan', resource).get('python.environment', '');
  return expanded(text, resource);
}

/** A path of the settings with `~` and `${workspaceFolder}` replaced. */
function expanded(path: string, resource: vscode.Uri | undefined): string {
  const folder =
    (resource && vscode.workspace.getWorkspaceFolder(resource)) ?? vscode.workspace.workspaceFolders?.[0];
  return path
    .trim()
    .replace(/^~(?=$|[\\/])/, homedir())
    .replaceAll('${workspaceFolder}', folder?.uri.fsPath ?? '');
}
