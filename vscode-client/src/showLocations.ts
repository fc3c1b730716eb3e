import * as vscode from 'vscode';

/** A place as the protocol writes it. */
interface Location {
  uri: string;
  range: { start: Position; end: Position };
}

interface Position {
  line: number;
  character: number;
}

/** Shows what a code lens counts, beside the lens. */
export async function showLocations(uri: string, position: Position, locations: Location[]): Promise<void> {
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    at(position),
    locations.map(
      ({ uri: target, range }) =>
        new vscode.Location(vscode.Uri.parse(target), new vscode.Range(at(range.start), at(range.end))),
    ),
  );
}

function at(position: Position): vscode.Position {
  return new vscode.Position(position.line, position.character);
}
