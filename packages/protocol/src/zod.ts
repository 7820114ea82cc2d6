import { z } from 'zod';

/**
 * zod compiles schemas with `new Function` unless told otherwise. Under the dashboard's strict content
 * security policy even the probe for it is reported as a violation, so schemas are interpreted. Every
 * schema of this package imports `z` from here, which makes the order certain.
 */
z.config({ jitless: true });

export { z };
