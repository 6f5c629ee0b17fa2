/** A person with the YAML extension works on the values of a chart, in which Core's configuration stands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GIVEN } from '../machine/given';
import type { Screen } from '../machine/screen';
import { story } from '../machine/story';

const hoverAt = async (screen: Screen, line: number, column: number, text: string): Promise<string> => {
  await screen.goTo(line, column);
  await screen.command('Show or Focus Hover');
  const hover = screen.page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: text }).first();
  await hover.waitFor();
  return (await screen.page.locator('.monaco-hover:not(.hidden) .hover-contents').allInnerTexts()).join('\n');
};
const dismiss = (screen: Screen) => screen.page.keyboard.press('Escape');

story(
  'chart',
  {
    files: 'test/chart',
    extensions: ['build/yaml-extension.vsix'],
    settings: {
      'dial-lsp.path': GIVEN.server,
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      'explorer.compactFolders': false,
      'yaml.schemas': { 'values.schema.json': 'values.yaml' },
      'yaml.schemaStore.enable': false,
    },
    environment: { DIAL_LSP_YAML_SERVER: GIVEN.yamlServer },
  },
  {
    'each server finds what is its own': async ({ screen }) => {
      await screen.openFile('values.yaml');
      await screen.page.keyboard.press('Control+Shift+m');
      const found = ['role "indxer" is not declared', 'Incorrect type. Expected "boolean"'];
      for (const row of found)
        await screen.page.locator('.markers-panel .monaco-list-row', { hasText: row }).first().waitFor();
      const rows = await screen.problems();
      for (const row of found) assert.equal(rows.filter(one => one.includes(row)).length, 1, rows.join('\n'));
    },

    'the file stays YAML, and a lens counts who reaches the model in it': async ({ code, screen }) => {
      await screen.page.locator('.statusbar-item', { hasText: 'YAML' }).first().waitFor();
      await screen.page.locator('.codelens-decoration', { hasText: '1 role reaches this' }).first().waitFor();
      await screen.command('View: Toggle Panel Visibility');
      await screen.page.locator('.markers-panel').waitFor({ state: 'hidden' });
      await code.picture('chart-lens');
    },

    'a hover at a value of the chart is theirs alone': async ({ screen }) => {
      const said = await hoverAt(screen, 2, 5, 'Whether Core is installed');
      assert.doesNotMatch(said, /role/i);
      await dismiss(screen);
    },

    'a hover in the block is ours alone': async ({ code, screen }) => {
      const said = await hoverAt(screen, 14, 29, 'Opens 1');
      assert.doesNotMatch(said, /values\.schema/);
      await code.picture('chart-hover');
      await dismiss(screen);
    },

    'a role is offered once, with its mark': async ({ code, screen }) => {
      await screen.goTo(14, 36);
      await screen.page.keyboard.type(', "');
      assert.deepEqual(await screen.suggestions(), ['indexer', 'default', 'indxer']);
      await code.picture('chart-completion');
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('values.yaml'), '["analyst", "indexer"]');
      await screen.goTo(14, 46);
      for (const _ of ', "indexer"') await screen.page.keyboard.press('Backspace');
      await screen.saves(code.file('values.yaml'), '["analyst"]');
    },

    'a quick fix writes into the block': async ({ code, screen }) => {
      await screen.goTo(19, 31);
      await screen.page.keyboard.press('Control+.');
      await screen.page.locator('.action-widget .focused', { hasText: 'Write "indexer"' }).waitFor();
      await code.picture('chart-fix');
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('values.yaml'), '"userRoles": ["indexer"]');
    },

    'renaming a role changes the block and the file beside the chart': async ({ code, screen }) => {
      await screen.page.keyboard.press('Control+Home'); // where the first line is in sight
      await screen.goTo(14, 29);
      await screen.page.keyboard.press('F2');
      const input = screen.page.locator('.rename-box input');
      await input.fill('reports');
      await code.picture('chart-rename');
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('keys.json'), '"role": "reports"');
      await screen.saves(code.file('values.yaml'), '"reports": {"limits"');
      const before = readFileSync('test/chart/values.yaml', 'utf8').replace('indxer', 'indexer');
      const now = readFileSync(code.file('values.yaml'), 'utf8');
      assert.equal(now, before.replaceAll('"analyst"', '"reports"'));
      await screen.openFile('keys.json');
      await screen.page
        .locator('.codelens-decoration', { hasText: 'reaches 1 deployment' })
        .first()
        .waitFor();
      await code.picture('chart-renamed');
    },

    'a file stays theirs outside of the block': async ({ screen }) => {
      await screen.openFile('values.yaml');
      await screen.page.keyboard.press('Control+End');
      await screen.page.keyboard.type('ch');
      assert.deepEqual(await screen.suggestions(), ['chat']);
      await dismiss(screen);
    },
  },
);
