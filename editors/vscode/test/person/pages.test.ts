/** A person has the page of who reaches what beside the editor, and it follows what is typed. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GIVEN } from '../machine/given';
import { type Scene, story } from '../machine/story';

/** Chooses the colours of the workbench, and waits until the page has them, too. */
async function theme({ code, screen }: Scene, name: string, kind: string): Promise<void> {
  mkdirSync(code.file('.vscode'), { recursive: true });
  writeFileSync(code.file('.vscode/settings.json'), JSON.stringify({ 'workbench.colorTheme': name }));
  await screen.webview().locator(`body.${kind}`).waitFor();
  const [page, editor] = await Promise.all([
    screen
      .webview()
      .locator('html')
      .evaluate(root => getComputedStyle(root).backgroundColor),
    screen.page
      .locator('.monaco-editor-background')
      .first()
      .evaluate(one => getComputedStyle(one).backgroundColor),
  ]);
  assert.equal(page, editor);
}

story(
  'pages',
  { files: 'test/workspace', settings: { 'dial-lsp.path': GIVEN.server, 'files.autoSave': 'off' } },
  {
    'the command opens the page beside the file': async ({ screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.command('DIAL: Show Who Reaches What');
      await screen.webview().locator('header', { hasText: 'aidial.config.json, keys.json' }).waitFor();
      await screen.webview().locator('button[data-view="matrix"]').click();
      await screen.webview().locator('[data-side]', { hasText: 'embeddings' }).waitFor();
    },

    'it follows what is typed, and keeps its filter and what is selected': async ({ code, screen }) => {
      await screen.webview().locator('#filter').fill('auditor');
      await screen
        .webview()
        .locator('[data-side]', { hasText: 'embeddings' })
        .locator('xpath=..')
        .locator('td.denied')
        .click();
      await screen.webview().locator('#panel h2', { hasText: 'role auditor → model embeddings' }).waitFor();
      await screen.goTo(12, 30);
      await screen.page.keyboard.type(', "auditor"');
      await screen.page.keyboard.press('Escape');
      const answer = screen.webview().locator('#panel .answer', { hasText: 'may call model "embeddings"' });
      await answer.waitFor();
      assert.equal(await screen.webview().locator('#filter').inputValue(), 'auditor');
      await code.picture('page');
    },

    'a reason leads to its line': async ({ screen }) => {
      await screen.webview().locator('#panel .place', { hasText: 'aidial.config.json:12:' }).first().click();
      await screen.page.locator('.statusbar-item', { hasText: 'Ln 12,' }).first().waitFor();
      assert.equal(await screen.page.locator('.tab[data-resource-name="aidial.config.json"]').count(), 1);
    },

    'a line leads to its row': async ({ screen }) => {
      await screen.goTo(4, 8);
      await screen.command('DIAL: Show This in Who Reaches What');
      await screen.webview().locator('.question', { hasText: 'Who may call' }).waitFor();
      assert.equal(
        await screen
          .webview()
          .locator('select')
          .evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.label),
        'model gpt-4o',
      );
    },

    'a role in a list leads to its cell': async ({ screen }) => {
      await screen.goTo(7, 25);
      await screen.command('DIAL: Show This in Who Reaches What');
      await screen.webview().locator('#panel h2', { hasText: 'role analyst → model gpt-4o' }).waitFor();
    },

    'out of sight it forgets nothing': async ({ screen }) => {
      const tab = screen.page.locator('.tab', { hasText: 'Who reaches what' });
      await tab.click();
      await screen.openFile('foreign.json'); // in the column of the page
      await tab.click();
      await screen.webview().locator('#panel h2', { hasText: 'role analyst → model gpt-4o' }).waitFor();
      await screen.page.locator('.tab[data-resource-name="foreign.json"] .codicon-close').click();
    },

    'it has the colours of the workbench': async scene => {
      await theme(scene, 'Default Light Modern', 'vscode-light');
      await scene.code.picture('page-light');
      await theme(scene, 'Default High Contrast', 'vscode-high-contrast');
      await scene.code.picture('page-contrast');
      await theme(scene, 'Default Dark Modern', 'vscode-dark');
      await scene.screen.command('View: Toggle Primary Side Bar Visibility');
      await scene.code.picture('page-dark');
    },

    'it may load nothing': async ({ screen }) => {
      const stopped = await screen
        .webview()
        .locator('html')
        .evaluate(async () => {
          const found = new Set<string>();
          const both = new Promise<void>(resolve => {
            document.addEventListener('securitypolicyviolation', event => {
              if (found.add(event.effectiveDirective).size === 2) resolve();
            });
          });
          await fetch('http://127.0.0.1:1/').catch(() => {});
          document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:1/x.png' }));
          await both;
          return [...found].sort();
        });
      assert.deepEqual(stopped, ['connect-src', 'img-src']);
    },

    'a configuration inside Helm values has its page, with places in the file': async ({ code, screen }) => {
      await screen.command('View: Close All Editors');
      const models = '"models": {"m": {"type": "chat", "endpoint": "http://m/chat/completions"}},';
      writeFileSync(
        code.file('values.yaml'),
        `core:\n  aidial.config.json: |\n    {${models}\n    "roles": {}}\n`,
      );
      await screen.command('View: Toggle Primary Side Bar Visibility');
      await screen.openFile('values.yaml');
      await screen.status().filter({ hasText: 'DIAL' }).waitFor();
      await screen.command('DIAL: Show Who Reaches What');
      await screen.webview().locator('button[data-view="object"]').click();
      await screen.webview().locator('#view .pair').first().click();
      await screen.webview().locator('#panel .place', { hasText: 'values.yaml:3:' }).first().click();
      await screen.page.locator('.statusbar-item', { hasText: 'Ln 3,' }).first().waitFor();
    },

    'where there is nothing to call the page says so': async ({ code, screen }) => {
      await screen.command('View: Close All Editors');
      writeFileSync(path.join(code.folder, 'roles.aidial.config.json'), '{"roles": {"a": {}}}\n');
      await screen.openFile('roles.aidial.config.json');
      await screen.status().filter({ hasText: 'DIAL' }).waitFor();
      await screen.command('DIAL: Show Who Reaches What');
      await screen.webview().locator('.nothing', { hasText: 'Nothing can be called here.' }).waitFor();
      await code.picture('page-nothing');
    },
  },
);
