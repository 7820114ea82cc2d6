import { normalizeRunSpecification } from '@crossover/experiments';
import { createTheoryCurve } from '../src/execution/theory-curve.ts';
import { driftWeightsOf } from '../src/specification/theory-model.ts';
const base = { teacherWidth: 4, kappa: 0, delta: 0, noise: 1e-3, seed: 0, inputDimension: 1000 };
const T = [0.1,0.3,1,3,10,30,100,300,1e3,3e3,1e4];
for (const [n,p,c] of [['finite',4,{}],['finite',8,{}],['finite s1',8,{seed:1}],['finite s2 d100',8,{seed:2,inputDimension:100}],['finite',16,{}],['finite',32,{}],['k=2 p=2',2,{teacherWidth:2}],['k=1 p=1',1,{teacherWidth:1}],['noise0',8,{noise:0}],['noise .1',8,{noise:0.1}],['limit plateau',8,{equations:'limit'}],['limit perfect',8,{equations:'limit',delta:.5}],['bad',8,{delta:-.375}],['bad -.25',8,{delta:-.25}],['gf',16,{equations:'gradient-flow'}],['gf',8,{equations:'gradient-flow'}],['exact',4,{equations:'exact'}],['tol 1e-6',8,{relativeTolerance:1e-6}],['tol 1e-12',8,{relativeTolerance:1e-12}],['sphere',8,{initial:{kind:'sphere'}}],['gamma/4',8,{learningRatePrefactor:2}],['mf',300,{equations:'mean-field',delta:.5}],['mf trunc',300,{equations:'mean-field',delta:.5,seed:3}]]) {
  const tMax = n.startsWith('mf') ? 100 : n==='finite'&&p===32 ? 30 : 1e4;
  const times = [0, ...T.filter(t => t <= tMax)];
  let spec; try { spec = normalizeRunSpecification({kind:'theory', equations:'finite', ...base, widthPrefactor:p, learningRatePrefactor:p, ...c, times}); } catch (e) { console.log(n, e.message); continue; }
  const { gradient, variance } = driftWeightsOf(spec);
  const cv = createTheoryCurve(spec, undefined);
  const ev = []; let done = 1;
  while (!cv.finished) { cv.advance(1); while (cv.pointsDone > done) { ev.push(cv.stepsDone); done++; } }
  console.log(n.padEnd(16), 'p', p, 'g', gradient.toFixed(3), 'v', variance.toExponential(1), ev.join(' '));
}
