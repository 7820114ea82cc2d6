import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { WeightedNode } from '../oracles/increment-moments.ts';

/**
 * Product of Gauss–Hermite rules for `dimension` independent standard normal variables (Golub & Welsch 1969: nodes are
 * the eigenvalues of the Jacobi matrix with off-diagonal √m): exact for polynomials of degree 2 `order` − 1 in each variable.
 */
export function gaussHermite(dimension: number, order: number): WeightedNode[] {
  const jacobi = Matrix.zeros(order, order);
  for (let m = 1; m < order; m++) {
    jacobi.set(m - 1, m, Math.sqrt(m));
    jacobi.set(m, m - 1, Math.sqrt(m));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(jacobi, {
    assumeSymmetric: true,
  });
  const line = realEigenvalues.map((z, m) => ({ z, weight: eigenvectorMatrix.get(0, m) ** 2 }));
  let nodes: WeightedNode[] = [{ z: [], weight: 1 }];
  for (let axis = 0; axis < dimension; axis++) {
    nodes = nodes.flatMap((node) =>
      line.map(({ z, weight }) => ({ z: [...node.z, z], weight: node.weight * weight })),
    );
  }
  return nodes;
}
