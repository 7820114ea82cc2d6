/**
 * Whether a click stands alone or begins a double one. Where a button becomes its opposite when it is pressed, as
 * Pause becomes Resume, the second click of a double one would take the first back.
 */
export function isFirstClick({ detail }: MouseEvent): boolean {
  return detail < 2;
}
