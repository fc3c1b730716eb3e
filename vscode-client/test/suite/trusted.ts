import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  diagnosticsAt,
  eventually,
  folder,
  open,
  position,
  pythonExtension,
  replace,
  rule,
  taipan,
  type Test,
} from './support';

/** The features as a user of a trusted workspace meets them, in order: the server is one for all. */
export const trustedTests: readonly Test[] = [
  {
    name: 'diagnostics come when a file is opened, go when it is corrected, come when it is broken',
    async run() {
      const document = await open('main.py');
      const shown = () => diagnosticsAt(document, 'size: int');
      const [wrong] = await eventually(
        'a wrong assignment is shown',
        () => shown().length === 1 && shown(),
        shown,
      );
      assert.equal(rule(wrong!), 'invalid-assignment');
      assert.equal(wrong!.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(wrong!.source?.toLowerCase(), 'taipan');
      assert.equal(document.getText(wrong!.range), 'greet(who)');
      await replace(document, 'size: int', 'size: str');
      await eventually('it goes', () => diagnosticsAt(document, 'size: str').length === 0);
      await replace(document, 'size: str', 'size: int');
      await eventually('it comes again', () => shown().length === 1);
    },
  },
  {
    name: 'the server is the one that comes with the extension',
    async run() {
      assert.match((await taipan()).serverOrigin(), /comes with the extension/);
    },
  },
  {
    name: 'hover shows the signature and the docstring',
    async run() {
      const document = await open('main.py');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position(document, 'greet(who)', 2),
      );
      const text = hovers.flatMap((hover) => hover.contents.map(textOf)).join('\n');
      assert.match(text, /name: str/);
      assert.match(text, /-> str/);
      assert.match(text, /Says hello/);
    },
  },
  {
    name: 'completion offers members',
    async run() {
      const document = await open('main.py');
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position(document, 'os.environ', 'os.'.length),
      );
      assert(list.items.some((item) => label(item) === 'environ'));
    },
  },
  {
    name: 'completion offers names of other modules and imports them',
    async run() {
      const document = await open('importing.py');
      const end = document.lineAt(document.lineCount - 1).range.end;
      const item = await eventually('farewell is offered', async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          end,
          undefined,
          100,
        );
        return list.items.find((candidate) => label(candidate) === 'farewell');
      });
      assert.equal(item.additionalTextEdits?.[0]?.newText.trim(), 'from greeting import farewell');
    },
  },
  {
    name: 'signature help shows the parameters',
    async run() {
      const document = await open('main.py');
      const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
        'vscode.executeSignatureHelpProvider',
        document.uri,
        position(document, 'greet(who)', 'greet('.length),
      );
      assert.match(help.signatures[0]!.label, /name: str/);
      assert.equal(help.activeParameter, 0);
    },
  },
  {
    name: 'definition and references cross files',
    async run() {
      const document = await open('main.py');
      const place = position(document, 'greet(who)', 2);
      const [definition] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        place,
      );
      const target = 'targetUri' in definition! ? definition.targetUri : definition!.uri;
      assert.equal(target.fsPath, join(folder, 'greeting.py'));
      const references = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        place,
      );
      const files = new Set(references.map((reference) => reference.uri.fsPath));
      assert.deepEqual([...files].sort(), [join(folder, 'greeting.py'), join(folder, 'main.py')]);
    },
  },
  {
    name: 'rename changes every file',
    async run() {
      const document = await open('main.py');
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        position(document, 'greet(who)', 2),
        'salute',
      );
      assert(await vscode.workspace.applyEdit(edit));
      const other = await open('greeting.py');
      assert.match(other.getText(), /def salute\(name: str\)/);
      assert.match(document.getText(), /from greeting import salute/);
      assert.match(document.getText(), /salute\(who\)/);
      await eventually('nothing else is wrong now', () => {
        const lines = vscode.languages
          .getDiagnostics(document.uri)
          .map((d) => document.lineAt(d.range.start).text);
        return lines.length === 1 && lines[0]!.startsWith('size: int');
      });
    },
  },
  {
    name: 'a quick fix silences a diagnostic',
    async run() {
      const document = await open('main.py');
      const [wrong] = await eventually('the error is shown', () => {
        const found = diagnosticsAt(document, 'size: int');
        return found.length === 1 && found;
      });
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        wrong!.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      const ignore = actions.find((action) => /ignore/i.test(action.title));
      assert(ignore?.edit, `offered: ${actions.map((action) => action.title).join(', ')}`);
      assert(await vscode.workspace.applyEdit(ignore.edit));
      assert.match(document.getText(), /size: int = .*# taipan: ignore\[invalid-assignment\]/);
      await eventually('it is silenced', () => vscode.languages.getDiagnostics(document.uri).length === 0);
    },
  },
  {
    name: 'document and workspace symbols are listed',
    async run() {
      const document = await open('greeting.py');
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      assert.deepEqual(
        symbols.map((symbol) => symbol.name),
        ['salute', 'farewell'],
      );
    },
  },
  {
    name: 'the environment of the Python extension is followed',
    async run() {
      const document = await open('installed.py');
      const shown = () => diagnosticsAt(document, 'import only_here').length;
      await eventually('the import is not found', () => shown() === 1);
      (await pythonExtension()).select(join(folder, 'first', 'bin', 'python'));
      await eventually('the import is found in the environment', () => shown() === 0);
      (await pythonExtension()).select(join(folder, 'second', 'bin', 'python'));
      await eventually('it is not found in the other', () => shown() === 1);
    },
  },
  {
    name: 'a selected environment wins over the one of the Python extension',
    async run() {
      const document = await open('installed.py');
      const shown = () => diagnosticsAt(document, 'import only_here').length;
      await eventually('the import is not found', () => shown() === 1);
      await vscode.commands.executeCommand('taipan.selectEnvironment', join(folder, 'first'));
      await eventually('it is found in the selected environment', () => shown() === 0);
      await vscode.commands.executeCommand('taipan.selectEnvironment', '');
      await eventually('automatic selection is back', () => shown() === 1);
    },
  },
  {
    name: 'the status page tells the version, the environment and the memory',
    async run() {
      await vscode.commands.executeCommand('taipan.showStatus');
      const text = vscode.window.activeTextEditor!.document.getText();
      assert.match(text, /^State: running$/m);
      assert.match(text, /^ *version: 3\.13$/m);
      assert.match(text, /^ *environment: .*second$/m);
      assert.match(text, /^heapUsedMb: \d+$/m);
    },
  },
  {
    name: 'a new server answers after a restart',
    async run() {
      const api = await taipan();
      const before = api.processId();
      await vscode.commands.executeCommand('taipan.restart');
      await eventually(
        'another process runs',
        () => api.processId() !== undefined && api.processId() !== before,
      );
      const document = await open('broken.py');
      await eventually('it checks', () => diagnosticsAt(document, 'undefined_name').length === 1);
      assert.equal(api.crashCount(), 0);
    },
  },
  {
    name: 'a server that is killed is started again and answers',
    async run() {
      const api = await taipan();
      const document = await open('broken.py');
      const before = api.processId()!;
      process.kill(before, 'SIGKILL');
      await eventually(
        'another process runs',
        () => api.processId() !== undefined && api.processId() !== before,
      );
      assert.equal(api.crashCount(), 1);
      await replace(document, 'undefined_name', 'unknown_name');
      await eventually('it follows edits', () =>
        diagnosticsAt(document, 'unknown_name').some((d) => d.message.includes('unknown_name')),
      );
    },
  },
  {
    name: 'a server that goes on crashing is left alone, until it is restarted by hand',
    async run() {
      const api = await taipan();
      for (let crash = 2; crash <= 5; crash++) {
        const id = await eventually('a server runs', () => api.processId());
        process.kill(id, 'SIGKILL');
        await eventually('the crash is seen', () => api.crashCount() === crash);
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.equal(api.processId(), undefined);
      await vscode.commands.executeCommand('taipan.restart');
      await eventually('a server runs', () => api.processId());
    },
  },
];

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}

function label(item: vscode.CompletionItem): string {
  return typeof item.label === 'string' ? item.label : item.label.label;
}
