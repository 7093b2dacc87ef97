// The front of Pareto of points in two responses.

/**
 * The indexes of `[x, y]` that no other beats in one without losing in the other, by rising x. `less` says
 * per axis if less is better.
 */
export function front(points, less) {
  const better = (a, b, axis) => (less[axis] ? a[axis] < b[axis] : a[axis] > b[axis]);
  const order = points
    .map((_, i) => i)
    .sort((a, b) => points[a][0] - points[b][0] || points[a][1] - points[b][1]);
  return order.filter(
    (i) =>
      !points.some(
        (other, k) =>
          k !== i &&
          [0, 1].some((axis) => better(other, points[i], axis)) &&
          ![0, 1].some((axis) => better(points[i], other, axis)),
      ),
  );
}
