/** Decides whether a server that ended by itself is started once more. Nothing here knows VS Code. */

const TIMES = 4;
const WITHIN = 180_000; // milliseconds

/** Keeps the times of crashes, as milliseconds of any clock. */
export class Crashes {
  private times: number[] = [];

  /** Notes a crash. True if it was one too many within three minutes. */
  tooMany(now: number): boolean {
    this.times = [...this.times.filter(time => now - time < WITHIN), now];
    return this.times.length >= TIMES;
  }

  get count(): number {
    return this.times.length;
  }

  forget(): void {
    this.times = [];
  }
}
