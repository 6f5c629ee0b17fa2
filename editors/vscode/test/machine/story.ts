/** A story: steps of one person in one VS Code. A step that fails ends the story with a picture. */
import { after, before, test } from 'node:test';
import { Screen } from './screen';
import { VSCode, type Wanted } from './vscode';

export interface Scene {
  readonly code: VSCode;
  readonly screen: Screen;
}

type Step = (scene: Scene) => Promise<void>;

/** Declares the steps as tests; they run in order in one VS Code, which is opened before the first. */
export function story(name: string, wanted: Wanted, steps: Readonly<Record<string, Step>>): void {
  let scene: Scene | undefined;
  let failed = false;
  before(async () => {
    const code = await VSCode.start(wanted);
    scene = { code, screen: new Screen(code.page) };
    await code.open();
  });
  after(() => scene?.code.stop());
  for (const [title, step] of Object.entries(steps)) {
    test(title, async () => {
      if (!scene || failed) throw new Error('an earlier step failed');
      try {
        await step(scene);
      } catch (error) {
        failed = true;
        await scene.code.picture(`${name}-failed`);
        scene.code.keepLog(`${name}-failed`);
        throw error;
      }
    });
  }
}
