/** What a viewer of whom nothing is known yet gets at first: two seconds of a very slow link. */
const FIRST = 16 * 1024;
const LEAST = 4 * 1024;
const MOST = 512 * 1024;
/** A frame is to be with the viewer after so long: what it shows is hardly older then. */
const TARGET_MILLISECONDS = 1_000;
const GROWTH = 2;

/** All viewers together get about so much a second: writing it out takes a small part of a processor. */
const CHARACTERS_PER_SECOND = 8 * 1024 * 1024;
const FRAMES_PER_SECOND = 4;

/** Counts the viewers, among whom the coordinator's time is shared out. */
export class ViewerCount {
  #count = 0;

  add(): void {
    this.#count += 1;
  }

  remove(): void {
    this.#count -= 1;
  }

  /** What a frame of each of them may have. */
  get share(): number {
    return CHARACTERS_PER_SECOND / FRAMES_PER_SECOND / Math.max(1, this.#count);
  }
}

/**
 * How large the frames of one viewer are: as large as its link carries in a second, which is measured by
 * how long each takes until it is acknowledged. At the end of a slow link little comes at a time, but what
 * comes is new.
 */
export class FrameBudget {
  readonly #viewers: ViewerCount;
  #characters = FIRST;

  constructor(viewers: ViewerCount) {
    this.#viewers = viewers;
  }

  /** About so many characters of JSON the next frame may have. */
  get characters(): number {
    return Math.max(LEAST, Math.min(this.#characters, this.#viewers.share));
  }

  /** A frame of about so many characters was acknowledged after so long. */
  acknowledged(characters: number, milliseconds: number): void {
    if (milliseconds > TARGET_MILLISECONDS) {
      this.#characters = Math.max(LEAST, (characters * TARGET_MILLISECONDS) / milliseconds);
    } else if (milliseconds < TARGET_MILLISECONDS / GROWTH && characters > this.#characters / GROWTH) {
      this.#characters = Math.min(MOST, GROWTH * this.#characters);
    }
  }
}
