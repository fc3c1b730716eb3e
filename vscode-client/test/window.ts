import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { TestResult } from './results';

const patience = 60_000;

/** Walks through the features in the window and takes a picture of each. */
export async function driveWindow(page: Page, address: string, pictures: string): Promise<TestResult[]> {
  const results: TestResult[] = [];
  const step = async (name: string, picture: string, act: () => Promise<void>): Promise<void> => {
    const start = Date.now();
    let failure: string | undefined;
    try {
      await act();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    await page.screenshot({ path: join(pictures, `${picture}.png`) });
    results.push({ name, milliseconds: Date.now() - start, ...(failure ? { failure } : {}) });
  };
  page.setDefaultTimeout(patience);
  const line = (text: string) => page.locator('.monaco-editor .view-line', { hasText: text }).first();
  /** Puts the cursor to a place, both numbers one-based. */
  const goTo = async (row: number, column: number): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input').first().fill(`:${row}:${column}`);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
  };

  await step('an opened file shows its error', 'diagnostics', async () => {
    await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 2 * patience });
    const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'main.py' });
    await file.waitFor();
    await page.keyboard.press('Control+Alt+B'); // closes the second side bar
    await file.dblclick();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: 'invalid-assignment' })
      .first()
      .waitFor();
  });

  await step('hover shows the signature and the docstring', 'hover', async () => {
    await goTo(6, 14);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await page.locator('.monaco-hover', { hasText: 'name: str' }).first().waitFor();
    await page.locator('.monaco-hover', { hasText: 'Says hello' }).first().waitFor();
  });

  await step('completion shows members while typing', 'completion', async () => {
    await goTo(7, 1);
    await page.keyboard.type('os.envi');
    await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'environ' }).first().waitFor();
  });

  await step('quick fixes are in the menu', 'quick-fix', async () => {
    await goTo(6, 14);
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: /ignore/i }).first();
    // While what was typed last is still being checked, the key only says that there is no fix.
    for (let tries = 1; !(await fix.isVisible()); tries++) {
      await page.keyboard.press('Control+.');
      await fix.waitFor({ timeout: patience / 20 }).catch((error: unknown) => {
        if (tries === 20) throw error;
      });
    }
  });

  await step('rename asks for the new name and changes the file', 'rename', async () => {
    await goTo(6, 14);
    await page.keyboard.press('F2');
    const input = page.locator('.rename-box input');
    await input.waitFor();
    await input.fill('salute');
    await page.keyboard.press('Enter');
    await line('import salute').waitFor();
  });

  await step('completion offers names of other modules', 'auto-import', async () => {
    await goTo(7, 1);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nfarewe');
    const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'farewell' }).first();
    await row.waitFor();
  });

  await step('and imports them', 'imported', async () => {
    await page.keyboard.press('Enter');
    await line('import farewell, salute').waitFor();
  });

  await step('the commands are in the palette', 'commands', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.keyboard.type('Taipan: ');
    for (const command of ['Restart Server', 'Show Log', 'Show Status', 'Select Python Environment']) {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().waitFor();
    }
  });

  await step('the language status shows the server and the environment', 'status', async () => {
    await page.keyboard.press('Escape');
    await page.locator('[id="status.languageStatus"]').first().hover();
    await page.locator('.hover-language-status', { hasText: 'MB' }).first().waitFor();
  });
  return results;
}
