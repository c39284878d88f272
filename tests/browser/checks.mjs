// The checks by name, in the order in which they run. Each is given a site, a browser and a way to say what is wrong with
// a page, and returns what it looked at.

import { axe } from './axe.mjs';
import { drawings } from './drawings.mjs';
import { keyboard } from './keyboard.mjs';
import { markup } from './markup.mjs';
import { moved } from './moved.mjs';
import { print } from './print.mjs';
import { scriptless } from './scriptless.mjs';
import { search } from './search.mjs';
import { served } from './served.mjs';
import { smoke } from './smoke.mjs';
import { spacing } from './spacing.mjs';
import { tables } from './tables.mjs';
import { theme } from './theme.mjs';
import { weight } from './weight.mjs';

export const CHECKS = { smoke, moved, weight, markup, axe, drawings, spacing, scriptless, served, print, keyboard, search, tables, theme };
