export type RegimeName = 'perfect-learning' | 'plateau' | 'bad-learning' | 'no-ode';
