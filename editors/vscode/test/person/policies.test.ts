/**
 * A person has the policies of configurations in the Test Explorer, while editing both. The folders for more of them are
 * there from the start: of a file that is written right behind its new folder, VS Code may not hear.
 */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { GIVEN } from '../machine/given';
import type { Screen } from '../machine/screen';
import { story } from '../machine/story';

const GPT4 = 'Only analysts and admins reach GPT-4';
const WEBSITE = 'The website stays on cheap models';
const REPORTS = 'Reports can do its work';

const rows = (screen: Screen, text: string) =>
  screen.page.locator('.test-explorer .monaco-list-row', { hasText: text });
const gone = (screen: Screen, text: string) => rows(screen, text).waitFor({ state: 'detached' });

/** Waits until what the tree has of this name has a state: passed, failed or errored. */
const becomes = (screen: Screen, text: string, state: string) =>
  rows(screen, text).locator(`.codicon-testing-${state}-icon`).waitFor();

/** Opens a suite in the tree, so that its policies are seen. */
const unfold = async (screen: Screen, text: string) => {
  await rows(screen, text).waitFor();
  await rows(screen, text).locator('.monaco-tl-twistie.collapsed').click();
};

/** Presses the button above the tree, which is seen only while the mouse is there. */
const continuousRun = (screen: Screen, turn: 'Start' | 'Stop') =>
  screen.page.locator(`[aria-label^="${turn} Continuous Run"]`).first().dispatchEvent('click');

/** The lines of the file in sight with a colour of coverage beside them. */
const covered = async (screen: Screen): Promise<Record<string, string>> => {
  const marks = screen.page.locator('.margin .line-numbers.coverage-deco-gutter');
  const found = await marks.evaluateAll(all =>
    all.map(({ textContent, classList }) => {
      const [hit, missed] = ['hit', 'miss'].map(kind => classList.contains(`coverage-deco-${kind}`));
      return [textContent, hit && missed ? 'asked' : hit ? 'pinned' : 'free'];
    }),
  );
  return Object.fromEntries(found);
};

const show = (screen: Screen, file: string) =>
  screen.page.locator(`.tab[data-resource-name="${file}"]`).click();

story(
  'policies',
  {
    files: 'test/policies',
    settings: {
      'dial-lsp.path': GIVEN.server,
      'dial-lsp.inlayHints': false,
      'editor.minimap.enabled': false,
      'files.autoSave': 'off',
      'testing.automaticallyOpenTestResults': 'neverOpen',
    },
  },
  {
    'the Test Explorer has the policies and what became of them': async ({ screen }) => {
      await screen.openFile('dial-policy.toml');
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.activitybar [aria-label^="Testing"]').first().click();
      await unfold(screen, 'dial-policy.toml');
      for (const name of [GPT4, WEBSITE, REPORTS]) await becomes(screen, name, 'passed');
      await rows(screen, REPORTS).filter({ hasText: 'holds for 1 caller x 1 object' }).waitFor();
    },

    'a policy fails while somebody types, and says so where it is broken': async ({ code, screen }) => {
      await screen.goTo(6, 39);
      await screen.page.keyboard.type(', "visitor"');
      await becomes(screen, GPT4, 'failed');
      await becomes(screen, WEBSITE, 'failed');
      await becomes(screen, REPORTS, 'passed');
      const told = screen.page.locator('.test-error-content-widget', { hasText: 'may call model "gpt-4"' });
      await told.first().waitFor();
      await code.picture('policies');
    },

    'a result has its reasons, each with its place': async ({ code, screen }) => {
      await screen.command('Test Results: Focus on Test Results View');
      const results = screen.page.locator('.test-output-peek-tree .monaco-list-row');
      await results.filter({ hasText: 'a caller with role "visitor"' }).first().click();
      await screen.page.locator('.view-line', { hasText: /"visitor".is.among.the.userRoles/ }).waitFor();
      await code.picture('policies-result');
      await screen.command('View: Toggle Panel Visibility');
    },

    'what the policies pin is coverage in the gutter': async ({ code, screen }) => {
      await show(screen, 'aidial.config.json');
      await screen.command('Test: Run All Tests with Coverage');
      await screen.page.locator('.coverage-deco-gutter.coverage-deco-hit').first().waitFor();
      await screen.page.locator('.test-coverage-list-item', { hasText: '25.00%' }).first().waitFor();
      const fates = { '6': 'asked', '7': 'free', '12': 'free', '16': 'pinned', '17': 'free' };
      assert.deepEqual(await covered(screen), fates);
      await code.picture('policies-coverage');
    },

    'coverage follows what is typed once that is turned on': async ({ screen }) => {
      await continuousRun(screen, 'Start');
      await screen.page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'What policies pin' })
        .click();
      await screen.page.keyboard.press('Enter');
      await screen.goTo(6, 50);
      for (const _ of ', "visitor"') await screen.page.keyboard.press('Backspace');
      await screen.eventually(async () => (await covered(screen))['6'] === 'pinned', 'line 6 pinned');
      for (const name of [GPT4, WEBSITE, REPORTS]) await becomes(screen, name, 'passed');
      await screen.page.keyboard.type(', "visitor"');
      await screen.eventually(async () => (await covered(screen))['6'] === 'asked', 'line 6 asked');
      await continuousRun(screen, 'Stop');
    },

    'one policy is run alone': async ({ screen }) => {
      await rows(screen, REPORTS).hover();
      await rows(screen, REPORTS).locator('[aria-label^="Run Test"]').first().click();
      await screen.page.locator('.result-summary', { hasText: '1/1' }).waitFor();
    },

    'the lens of a policy says why': async ({ code, screen }) => {
      await show(screen, 'dial-policy.toml');
      await screen.page.locator('.codelens-decoration a', { hasText: 'break' }).first().click();
      await screen.page.locator('.tab.active[data-resource-name="Policy.md"]').waitFor();
      await code.picture('policies-why');
      await screen.page.locator('.tab[data-resource-name="Policy.md"] .codicon-close').click();
    },

    'half-typed policies keep their states': async ({ code, screen }) => {
      await show(screen, 'dial-policy.toml');
      await screen.goTo(5, 1);
      await screen.page.keyboard.type('=');
      await rows(screen, 'the last policies that could be read hold').waitFor();
      await becomes(screen, GPT4, 'failed');
      await code.picture('policies-broken');
      await screen.page.keyboard.press('Backspace');
      await gone(screen, 'the last policies that could be read hold');
    },

    'a policy that is deleted goes from the tree': async ({ screen }) => {
      await screen.goTo(1, 1);
      for (const _ of [1, 2, 3, 4, 5]) await screen.page.keyboard.press('Control+Shift+k');
      await gone(screen, GPT4);
      await becomes(screen, WEBSITE, 'failed');
    },

    'a policy file that two configurations share is there twice': async ({ code, screen }) => {
      const config = readFileSync('test/policies/aidial.config.json', 'utf8');
      writeFileSync(code.file('staging/aidial.config.json'), config);
      await becomes(screen, 'staging/aidial.config.json', 'passed');
      await code.picture('policies-shared');
    },

    'policies of a configuration inside Helm values are there, too': async ({ code, screen }) => {
      const config = readFileSync('test/policies/aidial.config.json', 'utf8').trimEnd();
      const block = config.replaceAll('\n', '\n    ');
      writeFileSync(
        code.file('chart/dial-policy.toml'),
        readFileSync('test/policies/dial-policy.toml', 'utf8'),
      );
      writeFileSync(code.file('chart/values.yaml'), `core:\n  aidial.config.json: |\n    ${block}\n`);
      await becomes(screen, 'chart/dial-policy.toml', 'passed');
      await code.picture('policies-chart');
    },

    'without a policy file of its own a configuration has that of the folder': async ({ code, screen }) => {
      rmSync(code.file('chart/dial-policy.toml'));
      await gone(screen, 'chart/dial-policy.toml');
      await becomes(screen, 'chart/values.yaml', 'passed');
    },
  },
);
