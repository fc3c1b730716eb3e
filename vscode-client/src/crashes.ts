import * as vscode from 'vscode';
import { CloseAction, ErrorAction } from 'vscode-languageclient/node';
import type { CloseHandlerResult, ErrorHandler, ErrorHandlerResult } from 'vscode-languageclient/node';

/** So many crashes within the period, and the server is not started again. */
const limit = 5;
const periodMilliseconds = 3 * 60 * 1000;

/** Decides what happens when the server ends by itself: it is started again, until it does so too often. */
export class Crashes implements ErrorHandler {
  private readonly times: number[] = [];
  private reported = false;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** How often the server ended by itself. */
  count = 0;

  error(error: Error): ErrorHandlerResult {
    this.log.error(`The connection to the server is broken: ${error.message}`);
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): CloseHandlerResult {
    this.count++;
    const now = Date.now();
    this.times.push(now);
    while (now - this.times[0]! > periodMilliseconds) {
      this.times.shift();
    }
    if (this.times.length >= limit) {
      this.log.error(`The server ended ${limit} times by itself and is not started again.`);
      void this.tell(`Taipan's server ended ${limit} times within a few minutes, so it stays stopped.`, true);
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    this.log.warn('The server ended by itself and is started again.');
    if (!this.reported) {
      this.reported = true;
      void this.tell("Taipan's server ended unexpectedly and was started again.", false);
    }
    return { action: CloseAction.Restart, handled: true };
  }

  private async tell(message: string, final: boolean): Promise<void> {
    const choice = final
      ? await vscode.window.showErrorMessage(message, 'Restart', 'Show Log')
      : await vscode.window.showWarningMessage(message, 'Show Log');
    if (choice === 'Show Log') {
      this.log.show();
    } else if (choice === 'Restart') {
      await vscode.commands.executeCommand('taipan.restart');
    }
  }
}
