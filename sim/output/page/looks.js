// How states look: a colour and a pattern each, so that colour is not all that tells them apart.

const size = 8;

// Draws the n-th pattern on a small square, in the colour of the paper.
function mark(context, n) {
  context.lineWidth = 1.5;
  context.beginPath();
  const line = (x1, y1, x2, y2) => {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  };
  if (n === 1) {
    line(-1, size + 1, size + 1, -1);
    line(-3, 3, 3, -3);
    line(size - 3, size + 3, size + 3, size - 3);
  }
  if (n === 2) {
    line(-1, -1, size + 1, size + 1);
    line(size - 3, -3, size + 3, 3);
    line(-3, size - 3, 3, size + 3);
  }
  if (n === 4) line(0, size / 2, size, size / 2);
  if (n === 5) line(size / 2, 0, size / 2, size);
  context.stroke();
  if (n === 3) {
    context.beginPath();
    context.arc(size / 2, size / 2, 1.6, 0, 7);
    context.fill();
  }
}

/** One fill for each of `count` states, for 2D contexts; `ratio` is that of the screen. */
export function fills(count, colours, ratio) {
  return Array.from({length: count}, (_, i) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.fillStyle = colours.series[i % 8];
    context.fillRect(0, 0, size, size);
    context.strokeStyle = context.fillStyle = colours.paper;
    mark(context, (i + Math.floor(i / 8)) % 6);
    const pattern = context.createPattern(canvas, 'repeat');
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    return pattern;
  });
}
