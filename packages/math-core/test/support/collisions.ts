/** The sum over cells of (count − mean)²/mean: χ² with one degree of freedom less than there are cells. */
export function equidistributionStatistic(cells: number, draws: number, draw: () => number): number {
  const counts = new Uint32Array(cells);
  for (let i = 0; i < draws; i++) counts[draw()] += 1;
  const mean = draws / cells;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / mean;
}

/** How many of the balls fall into an urn that holds one already (Knuth, TAOCP vol. 2, 3.3.2 I). */
export function collisions(urns: number, balls: number, draw: () => number): number {
  const taken = new Uint8Array(urns);
  let found = 0;
  for (let ball = 0; ball < balls; ball++) {
    const urn = draw();
    found += taken[urn];
    taken[urn] = 1;
  }
  return found;
}

/** Their mean, balls − urns + urns (1 − 1/urns)^balls; sparse, they are Poisson. */
export function expectedCollisions(urns: number, balls: number): number {
  return balls + urns * Math.expm1(balls * Math.log1p(-1 / urns));
}

const BIRTHDAYS = 4096;

/**
 * Marsaglia's birthday spacings: 4096 birthdays in a year of 2³² days; the spacings of the sorted days that occur before
 * count as a Poisson variable of mean 4096³/(4·2³²) = 4 (Marsaglia & Tsang, J. Stat. Softw. 7:3, 2002).
 */
export function birthdaySpacings(years: number, draw: () => number): number {
  const days = new Uint32Array(BIRTHDAYS);
  const spacings = new Uint32Array(BIRTHDAYS);
  let repeated = 0;
  for (let year = 0; year < years; year++) {
    for (let person = 0; person < BIRTHDAYS; person++) days[person] = draw();
    days.sort();
    // From the last birthday round to the first one, modulo 2³².
    spacings[0] = days[0] - days[BIRTHDAYS - 1];
    for (let person = 1; person < BIRTHDAYS; person++) spacings[person] = days[person] - days[person - 1];
    spacings.sort();
    for (let person = 1; person < BIRTHDAYS; person++)
      if (spacings[person] === spacings[person - 1]) repeated += 1;
  }
  return repeated;
}

export const MEAN_BIRTHDAY_SPACINGS = 4;
