/**
 * About so many characters of JSON these take. Nothing depends on their being exact: the speed of a viewer's
 * link is measured in the same terms.
 */
export const CHARACTERS = { experiment: 900, run: 330, point: 20, node: 350, runOfNode: 90 } as const;
