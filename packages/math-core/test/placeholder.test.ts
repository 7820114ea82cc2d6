import { it } from 'vitest';

it('starts', () => {});
