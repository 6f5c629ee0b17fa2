/** A person who has just installed the extension looks at what it says of itself. */
import assert from 'node:assert/strict';
import { GIVEN } from '../machine/given';
import type { Screen } from '../machine/screen';
import { story } from '../machine/story';

/** The steps, each with its picture. */
const STEPS = {
  'The language server is here': 'server.png',
  'See what Core would do': 'problems.png',
  'Write names without mistakes': 'bundled-completion.png',
  'Ask who reaches what': 'access.png',
};

async function openWalkthrough(screen: Screen): Promise<void> {
  await screen.command('Welcome: Open Walkthrough...');
  await screen.page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Get Started with AI DIAL Config' })
    .click();
}

story(
  'walkthrough',
  { files: 'test/workspace', settings: { 'dial-lsp.path': GIVEN.server } },
  {
    'the walkthrough has its steps, each with a picture': async ({ code, screen }) => {
      await screen.page.setViewportSize({ width: 1500, height: 800 }); // pictures are beside the steps if there is room
      await openWalkthrough(screen);
      for (const [title, picture] of Object.entries(STEPS)) {
        await screen.page.locator('.getting-started-step', { hasText: title }).first().click();
        const shown = screen.page
          .frameLocator('.getting-started-media iframe')
          .frameLocator('#active-frame')
          .locator(`img[src*="${picture}"]`);
        await shown.waitFor();
        await screen.eventually(
          () => shown.evaluate(image => (image as HTMLImageElement).naturalWidth > 0),
          `the picture of "${title}"`,
        );
      }
      await code.picture('walkthrough');
    },

    'a step is ticked off when it is done': async ({ screen }) => {
      await screen.page.keyboard.press('Control+Shift+E');
      await screen.openFile('aidial.config.json');
      await openWalkthrough(screen);
      const step = screen.page.locator('.getting-started-step', { hasText: 'See what Core would do' });
      await step.first().locator('.codicon.complete').waitFor();
      assert.ok(await step.first().isVisible());
    },
  },
);
