// Words and marks of drawings, which axe-core leaves undecided: each stands out from what is painted below it, in the
// light, in the dark and in a palette that the reader has forced.

import { inTabs } from './browser.mjs';

const MODES = ['light', 'dark'].flatMap((colorScheme) => ['none', 'active'].map((forcedColors) => ({ colorScheme, forcedColors })));

export async function drawings(job) {
  const pages = job.site.longest();
  let [words, marks] = [0, 0];
  await inTabs(job, pages, async (tab, page, fail) => {
    await tab.setViewportSize({ width: 1280, height: 800 });
    await tab.goto(job.site.address(page), { waitUntil: 'load' });
    let ordinary;
    for (const mode of MODES) {
      await tab.emulateMedia(mode);
      const found = await tab.evaluate(standOut);
      const name = `${mode.colorScheme}${mode.forcedColors === 'active' ? ', forced colours' : ''}`;
      found.faults.forEach((fault) => fail(`${fault} (${name})`));
      words += found.words;
      marks += found.shapes.length;
      if (mode.forcedColors === 'none') ordinary = found.shapes;
      else lost(ordinary, found.shapes).forEach((shape) => fail(`${shape} can no longer be seen (${name})`));
    }
  });
  return `${words} words and ${marks} shapes in drawings of ${pages.length} pages in ${MODES.length} palettes`;
}

/** Shapes that were seen and are as good as gone. */
function lost(before, after) {
  return new Set(after.filter(({ contrast }, index) => contrast < 1.2 && before[index].contrast >= 1.5).map(({ name }) => name));
}

/** What does not stand out, within the page. Text asks for 4.5:1, a state's mark for 3:1. */
function standOut() {
  /** A mark that tells a state by itself. */
  const MARKS = '.shape > *, [class*="c-mark-"], [class*="c-state-"]';
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const colours = new Map();
  const colour = (css) => {
    if (!colours.has(css)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      colours.set(css, css === 'none' ? [0, 0, 0, 0] : [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return colours.get(css);
  };
  const light = ([r, g, b]) =>
    [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const seen = (css) => colour(css)[3] > 127;
  const behind = (element) => {
    const css = getComputedStyle(element).backgroundColor;
    if (seen(css)) return colour(css);
    return element.parentElement ? behind(element.parentElement) : colour('Canvas');
  };
  /** A shape with what it is painted with, and where. */
  const measure = (shape) => {
    const { fill, stroke, strokeWidth, paintOrder } = getComputedStyle(shape);
    const width = parseFloat(strokeWidth);
    const name = `<${shape.localName} class="${shape.getAttribute('class') ?? ''}"> in <svg class="${shape.ownerSVGElement.getAttribute('class')}">`;
    const matrix = shape.getCTM();
    return {
      shape, name, matrix, inverse: matrix.inverse(), box: shape.getBBox(), halo: paintOrder.startsWith('stroke'), width,
      fill: seen(fill) ? colour(fill) : undefined,
      stroke: seen(stroke) && width > 0 ? colour(stroke) : undefined,
    };
  };
  const near = ({ box, width }, { x, y }) =>
    x >= box.x - width && x <= box.x + box.width + width && y >= box.y - width && y <= box.y + box.height + width;
  /** The colour below a shape at a point of its own coordinates; beside a line that runs below it, if only `areas` count. */
  const ground = (shapes, index, point, areas = false) => {
    const there = point.matrixTransform(shapes[index].matrix);
    for (let below = index - 1; below >= 0; below -= 1) {
      const { shape, inverse, fill, stroke } = shapes[below];
      const here = there.matrixTransform(inverse);
      if (shape.localName === 'text' || !near(shapes[below], here)) continue;
      if (!areas && stroke && shape.isPointInStroke(here)) return stroke;
      if (fill && shape.isPointInFill(here)) return fill;
    }
    return behind(shapes[index].shape.ownerSVGElement);
  };

  const faults = new Set();
  const found = [];
  let words = 0;
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.checkVisibility()) continue;
    const shapes = [...svg.querySelectorAll('rect, circle, path, line, text')].map(measure);
    shapes.forEach(({ shape, name, box, fill, stroke, halo }, index) => {
      const at = ([across, down]) => new DOMPoint(box.x + box.width * across, box.y + box.height * down);
      if (shape.localName === 'text') {
        words += 1;
        const points = [[0.1, 0.5], [0.5, 0.5], [0.9, 0.5]].map(at);
        const least = Math.min(...points.map((point) => contrast(fill, halo && stroke ? stroke : ground(shapes, index, point))));
        if (least < 4.5) faults.add(`the word "${shape.textContent}" has a contrast of ${least.toFixed(2)}, ${name}`);
      } else {
        const inside = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(at).filter((point) => shape.isPointInFill(point));
        const along = [0, 0.25, 0.5, 0.75, 1].map((part) => shape.getPointAtLength(shape.getTotalLength() * part));
        const tries = [
          ...(fill ? inside : []).map((point) => contrast(fill, ground(shapes, index, point))),
          ...(stroke ? along : []).map((point) => contrast(stroke, ground(shapes, index, point, true))),
        ];
        const most = Math.max(0, ...tries);
        if (!name.includes('halo')) found.push({ name, contrast: most });
        if (shape.matches(MARKS) && most < 3) faults.add(`a mark has a contrast of ${most.toFixed(2)}, ${name}`);
      }
    });
  }
  return { faults: [...faults], words, shapes: found };
}
