import base, { pure } from '../../eslint.config.mjs';

export default [...base, ...pure];
