/** One entry of a bibliography, as BibTeX has it. */
export interface Citation {
  /** What \cite calls it. */
  readonly key: CitationKey;
  readonly type: 'article' | 'book' | 'inproceedings';
  /** BibTeX fields by name, in LaTeX's spelling (accents, `--` in page ranges). */
  readonly fields: Readonly<Record<string, string>>;
}

export type CitationKey =
  | 'veiga2022'
  | 'saad1995'
  | 'riegler1995'
  | 'goldt2019'
  | 'arnaboldi2023'
  | 'williams1996'
  | 'cho2009'
  | 'tallis1961'
  | 'plackett1954'
  | 'mei2018'
  | 'chizat2018'
  | 'rotskoff2022'
  | 'vankampen2007'
  | 'hairer1993'
  | 'prince1981'
  | 'gustafsson1991'
  | 'shampine1997'
  | 'kelley1998'
  | 'iserles1999'
  | 'sloan2002';
