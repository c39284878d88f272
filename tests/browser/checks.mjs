// The checks by name, in the order in which they run. Each is given a site, a browser and a way to say what is wrong with
// a page, and returns what it looked at.

import { axe } from './axe.mjs';
import { drawings } from './drawings.mjs';
import { scriptless } from './scriptless.mjs';
import { served } from './served.mjs';
import { smoke } from './smoke.mjs';
import { spacing } from './spacing.mjs';

export const CHECKS = { smoke, axe, drawings, spacing, scriptless, served };
