import { testConfiguration } from '../../vitest.shared.ts';

export default testConfiguration();
