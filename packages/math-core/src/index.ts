export { GaussianAverageDomainError, InvalidArgumentError, NotPositiveSemidefiniteError } from './errors.ts';

export type { OrderParameters } from './order-parameters/order-parameters.ts';
export { jointCovariance } from './order-parameters/joint-covariance.ts';
export { assertPositiveSemidefinite } from './order-parameters/positive-semidefinite.ts';
export { lazyPopulationRisk, type LazyNetwork } from './order-parameters/lazy-population-risk.ts';
export { assertNetwork, type Network } from './order-parameters/network.ts';
export { populationRisk } from './order-parameters/population-risk.ts';

export { RandomStream } from './random-streams/random-stream.ts';

export { arcsine } from './special-functions/arcsine.ts';
export { arctangent, arctangent2 } from './special-functions/arctangent.ts';
export { errorFunction } from './special-functions/error-function.ts';
export { exponential } from './special-functions/exponential.ts';
export { logarithm } from './special-functions/logarithm.ts';
export { normalQuantile } from './special-functions/normal-quantile.ts';
export { power } from './special-functions/power.ts';

export type { Activation, ActivationName, TeacherActivationName } from './activations/activation.ts';
export { activationOf } from './activations/activation-of.ts';
export { activationCodes } from './activations/kernel-codes.ts';
export { erfActivation } from './activations/erf.ts';
export { hermite2Activation } from './activations/hermite2.ts';
export { linearActivation } from './activations/linear.ts';
export { quadraticActivation } from './activations/quadratic.ts';
export { reluActivation } from './activations/relu.ts';
export { signActivation } from './activations/sign.ts';

export { choleskyFactor, type CholeskyOptions } from './linear-algebra/cholesky-factor.ts';
export { semidefiniteRankOneUpdate } from './linear-algebra/semidefinite-rank-one-update.ts';
export { symmetricEigenvalues } from './linear-algebra/symmetric-eigenvalues.ts';

export { differenceOfProducts } from './compensated-arithmetic/difference-of-products.ts';
export { I2, I3, I4, J2 } from './gaussian-averages/erf.ts';
export { slopesValuesScaleDerivative } from './gaussian-averages/four-field-scale-derivative.ts';
export { slopesValuesAverage } from './gaussian-averages/four-fields.ts';
export { slopeProductScaleDerivative } from './gaussian-averages/pair-scale-derivatives.ts';
export {
  curvatureValueAverage,
  slopesAverage,
  squareAverageSlope,
} from './gaussian-averages/slopes-and-curvatures.ts';
export { slopesFieldsAverage } from './gaussian-averages/slopes-and-fields.ts';
export { slopeFieldValueAverage } from './gaussian-averages/three-fields.ts';
export { productAverage, slopeProductAverage } from './gaussian-averages/two-fields.ts';
export { covarianceTiltedByField, tiltedCovariance } from './gaussian-averages/tilted-covariance.ts';

export { logSpaced } from './grids/log-spaced.ts';

export {
  logLogRegression,
  type LogLogRegression,
  type LogLogRegressionOptions,
} from './statistics/log-log-regression.ts';
export { quantile } from './statistics/quantile.ts';
export { lineRegression, type LineRegression } from './statistics/line-regression.ts';
export { studentTProbability, studentTQuantile } from './statistics/student-t.ts';
export { RunningMoments } from './statistics/running-moments.ts';

export { doublesAt, KernelModule, type KernelExports } from './kernel-host/kernel-module.ts';
