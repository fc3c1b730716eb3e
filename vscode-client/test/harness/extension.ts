import * as vscode from 'vscode';

/** What the tests use of the stand-in, beside the interface of the extension that it stands in for. */
export interface PythonStandIn {
  /** Selects an environment as a user does in the Python extension. */
  select(path: string): void;
  readonly environments: object;
}

export function activate(): PythonStandIn {
  const changed = new vscode.EventEmitter<{ path: string }>();
  let selected = 'python';
  return {
    select(path: string): void {
      selected = path;
      changed.fire({ path });
    },
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected, path: selected }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
}
