/** What a person does and sees on the screen of VS Code. All waits end by a sight, none by the clock. */
import { readFile } from 'node:fs/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { GIVEN } from './given';

export class Screen {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(GIVEN.patience);
  }

  /** Opens a file of the workspace from the Explorer, to stay. */
  async openFile(name: string): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.waitFor({ state: 'hidden' }); // of the command before
    await this.page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  }

  /** Puts the cursor at a line and column, both from 1, of the file that is shown. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().click();
    await this.page.keyboard.press('Control+g');
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Saves all files until one contains a text: what is on the screen has hints between. */
  async saves(file: string, part: string): Promise<void> {
    await this.eventually(async () => {
      await this.command('File: Save All');
      return (await readFile(file, 'utf8')).includes(part);
    }, `${part} in ${file}`);
  }

  /** The rows of the Problems panel, each as one line. */
  async problems(): Promise<string[]> {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
    return rows.map(row => row.replace(/\s+/g, ' ').trim());
  }

  /** The entries of the list of completions. */
  async suggestions(): Promise<string[]> {
    await this.suggestion().first().waitFor();
    return this.page
      .locator('.suggest-widget.visible .monaco-list-row .label-name')
      .evaluateAll(found => found.map(entry => entry.textContent ?? ''));
  }

  suggestion(): Locator {
    return this.page.locator('.suggest-widget.visible .monaco-list-row');
  }

  notification(text: string): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** What is inside the page that the extension shows. */
  webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    return outer.locator('iframe#active-frame').contentFrame();
  }

  /** The item of the extension in the status bar. */
  status(): Locator {
    return this.page.locator('.statusbar-item[id="dial-lsp.dial-lsp.dial-lsp.status"]');
  }

  /** Waits until something holds; for what has no selector. */
  async eventually(holds: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + GIVEN.patience; !(await holds()); await this.page.waitForTimeout(50)) {
      if (Date.now() > end) throw new Error(`never seen: ${what}`);
    }
  }
}
