import type { Citation, CitationKey } from './citation.ts';

const neurips = 'Advances in Neural Information Processing Systems';

const entries: Readonly<Record<CitationKey, Omit<Citation, 'key'>>> = {
  veiga2022: {
    type: 'inproceedings',
    fields: {
      author:
        "Veiga, Rodrigo and Stephan, Ludovic and Loureiro, Bruno and Krzakala, Florent and Zdeborov{\\'a}, Lenka",
      title: 'Phase diagram of Stochastic Gradient Descent in high-dimensional two-layer neural networks',
      booktitle: neurips,
      volume: '35',
      pages: '23244--23255',
      year: '2022',
      eprint: '2202.00293',
      archiveprefix: 'arXiv',
    },
  },
  saad1995: {
    type: 'article',
    fields: {
      author: 'Saad, David and Solla, Sara A.',
      title: 'On-line learning in soft committee machines',
      journal: 'Physical Review E',
      volume: '52',
      number: '4',
      pages: '4225--4243',
      year: '1995',
      doi: '10.1103/PhysRevE.52.4225',
    },
  },
  riegler1995: {
    type: 'article',
    fields: {
      author: 'Riegler, Peter and Biehl, Michael',
      title: 'On-line backpropagation in two-layered neural networks',
      journal: 'Journal of Physics A: Mathematical and General',
      volume: '28',
      year: '1995',
    },
  },
  goldt2019: {
    type: 'inproceedings',
    fields: {
      author:
        "Goldt, Sebastian and Advani, Madhu and Saxe, Andrew M. and Krzakala, Florent and Zdeborov{\\'a}, Lenka",
      title:
        'Dynamics of stochastic gradient descent for two-layer neural networks in the teacher-student setup',
      booktitle: neurips,
      volume: '32',
      year: '2019',
      eprint: '1906.08632',
      archiveprefix: 'arXiv',
    },
  },
  arnaboldi2023: {
    type: 'inproceedings',
    fields: {
      author: 'Arnaboldi, Luca and Stephan, Ludovic and Krzakala, Florent and Loureiro, Bruno',
      title:
        'From high-dimensional \\& mean-field dynamics to dimensionless {ODE}s: A unifying approach to {SGD} in two-layers networks',
      booktitle: 'Proceedings of Thirty Sixth Conference on Learning Theory',
      series: 'Proceedings of Machine Learning Research',
      volume: '195',
      pages: '1199--1227',
      year: '2023',
      eprint: '2302.05882',
      archiveprefix: 'arXiv',
    },
  },
  williams1996: {
    type: 'inproceedings',
    fields: {
      author: 'Williams, Christopher K. I.',
      title: 'Computing with infinite networks',
      booktitle: neurips,
      volume: '9',
      year: '1996',
    },
  },
  cho2009: {
    type: 'inproceedings',
    fields: {
      author: 'Cho, Youngmin and Saul, Lawrence K.',
      title: 'Kernel methods for deep learning',
      booktitle: neurips,
      volume: '22',
      pages: '342--350',
      year: '2009',
    },
  },
  tallis1961: {
    type: 'article',
    fields: {
      author: 'Tallis, G. M.',
      title: 'The moment generating function of the truncated multi-normal distribution',
      journal: 'Journal of the Royal Statistical Society: Series B',
      volume: '23',
      number: '1',
      pages: '223--229',
      year: '1961',
      doi: '10.1111/j.2517-6161.1961.tb00408.x',
    },
  },
  plackett1954: {
    type: 'article',
    fields: {
      author: 'Plackett, R. L.',
      title: 'A reduction formula for normal multivariate integrals',
      journal: 'Biometrika',
      volume: '41',
      number: '3-4',
      pages: '351--360',
      year: '1954',
      doi: '10.1093/biomet/41.3-4.351',
    },
  },
  mei2018: {
    type: 'article',
    fields: {
      author: 'Mei, Song and Montanari, Andrea and Nguyen, Phan-Minh',
      title: 'A mean field view of the landscape of two-layer neural networks',
      journal: 'Proceedings of the National Academy of Sciences',
      volume: '115',
      number: '33',
      pages: 'E7665--E7671',
      year: '2018',
      doi: '10.1073/pnas.1806579115',
    },
  },
  chizat2018: {
    type: 'inproceedings',
    fields: {
      author: 'Chizat, L{\\\'e}na{\\"\\i}c and Bach, Francis',
      title:
        'On the global convergence of gradient descent for over-parameterized models using optimal transport',
      booktitle: neurips,
      volume: '31',
      year: '2018',
      eprint: '1805.09545',
      archiveprefix: 'arXiv',
    },
  },
  rotskoff2022: {
    type: 'article',
    fields: {
      author: 'Rotskoff, Grant and Vanden-Eijnden, Eric',
      title:
        'Trainability and accuracy of artificial neural networks: An interacting particle system approach',
      journal: 'Communications on Pure and Applied Mathematics',
      volume: '75',
      number: '9',
      pages: '1889--1935',
      year: '2022',
      doi: '10.1002/cpa.22074',
    },
  },
  vankampen2007: {
    type: 'book',
    fields: {
      author: 'van Kampen, N. G.',
      title: 'Stochastic Processes in Physics and Chemistry',
      publisher: 'Elsevier',
      edition: 'third',
      year: '2007',
    },
  },
  hairer1993: {
    type: 'book',
    fields: {
      author: 'Hairer, Ernst and N{\\o}rsett, Syvert P. and Wanner, Gerhard',
      title: 'Solving Ordinary Differential Equations {I}: Nonstiff Problems',
      publisher: 'Springer',
      edition: 'second',
      year: '1993',
    },
  },
  prince1981: {
    type: 'article',
    fields: {
      author: 'Prince, P. J. and Dormand, J. R.',
      title: 'High order embedded {Runge--Kutta} formulae',
      journal: 'Journal of Computational and Applied Mathematics',
      volume: '7',
      number: '1',
      pages: '67--75',
      year: '1981',
      doi: '10.1016/0771-050X(81)90010-3',
    },
  },
  gustafsson1991: {
    type: 'article',
    fields: {
      author: 'Gustafsson, Kjell',
      title: 'Control theoretic techniques for stepsize selection in explicit {Runge--Kutta} methods',
      journal: 'ACM Transactions on Mathematical Software',
      volume: '17',
      number: '4',
      pages: '533--554',
      year: '1991',
      doi: '10.1145/210232.210242',
    },
  },
  shampine1997: {
    type: 'article',
    fields: {
      author: 'Shampine, Lawrence F. and Reichelt, Mark W.',
      title: 'The {MATLAB} {ODE} Suite',
      journal: 'SIAM Journal on Scientific Computing',
      volume: '18',
      number: '1',
      pages: '1--22',
      year: '1997',
      doi: '10.1137/S1064827594276424',
    },
  },
  kelley1998: {
    type: 'article',
    fields: {
      author: 'Kelley, C. T. and Keyes, David E.',
      title: 'Convergence analysis of pseudo-transient continuation',
      journal: 'SIAM Journal on Numerical Analysis',
      volume: '35',
      number: '2',
      pages: '508--523',
      year: '1998',
      doi: '10.1137/S0036142996304796',
    },
  },
  iserles1999: {
    type: 'article',
    fields: {
      author: 'Iserles, A. and N{\\o}rsett, S. P.',
      title: 'On the solution of linear differential equations in {Lie} groups',
      journal: 'Philosophical Transactions of the Royal Society of London. Series A',
      volume: '357',
      pages: '983--1019',
      year: '1999',
    },
  },
  sloan2002: {
    type: 'article',
    fields: {
      author: 'Sloan, I. H. and Reztsov, A. V.',
      title: 'Component-by-component construction of good lattice rules',
      journal: 'Mathematics of Computation',
      volume: '71',
      year: '2002',
    },
  },
};

/** The papers and books that this package's equations and methods come from, by key. */
export function reference(key: CitationKey): Citation {
  return { key, ...entries[key] };
}

export const citationKeys = Object.keys(entries) as readonly CitationKey[];
