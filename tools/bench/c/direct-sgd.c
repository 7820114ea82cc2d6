/*
 * One-pass SGD of a two-layer student on a two-layer teacher, erf units, second layers fixed at 1, isotropic Gaussian
 * inputs, label noise: the direct algorithm, which holds the weights.
 *
 *     direct-sgd D P K STEPS SEED PASSES
 *
 * prints, as JSON, the seconds per step without start-up and the overlaps and the risk at the end. The learning rate is
 * p and the noise 1e-3. The teacher's vectors are the first k axes (for isotropic inputs every orthonormal teacher has
 * the same law), and student i starts halfway towards teacher i mod k, so that P = I and M_ir = 1/2 where r = i mod k.
 *
 * Weights are kept over sqrt(d). With two passes a step reads them for the fields and then updates them: the plain program. With
 * one the update waits for the next input, so that a step passes once over them: what the direct engine does.
 */
#include "normals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LABEL_NOISE 1e-3
#define DOUBLES_PER_CACHE_LINE 8

typedef struct {
  size_t d, p, k, stride;
  double *weights;
  double *fields, *change;
  double *input, *previous;
  Generator generator;
} Run;

static double *allocate(size_t count) {
  const size_t rounded = (count + DOUBLES_PER_CACHE_LINE - 1) / DOUBLES_PER_CACHE_LINE * DOUBLES_PER_CACHE_LINE;
  double *memory = aligned_alloc(64, rounded * sizeof(double));
  if (memory == NULL) {
    fprintf(stderr, "direct-sgd: no memory for %zu numbers; choose smaller sizes.\n", rounded);
    exit(1);
  }
  memset(memory, 0, rounded * sizeof(double));
  return memory;
}

static Run start_run(size_t d, size_t p, size_t k, uint64_t seed) {
  Run run = {.d = d, .p = p, .k = k};
  run.stride = (d + DOUBLES_PER_CACHE_LINE - 1) / DOUBLES_PER_CACHE_LINE * DOUBLES_PER_CACHE_LINE;
  run.weights = allocate(p * run.stride);
  run.fields = allocate(p);
  run.change = allocate(p);
  run.input = allocate(d);
  run.previous = allocate(d);
  run.generator = seeded_generator(seed);
  for (size_t i = 0; i < p; i++) run.weights[i * run.stride + i % k] = 0.5;
  return run;
}

/* w <- w + c previous, returning w.next: one pass over a row. */
static double update_and_project(double *restrict w, size_t d, double c, const double *restrict previous,
                                 const double *restrict next) {
  double sum = 0;
  for (size_t j = 0; j < d; j++) {
    w[j] += c * previous[j];
    sum += w[j] * next[j];
  }
  return sum;
}

static double project(const double *restrict w, size_t d, const double *restrict input) {
  double sum = 0;
  for (size_t j = 0; j < d; j++) sum += w[j] * input[j];
  return sum;
}

static void update(double *restrict w, size_t d, double c, const double *restrict input) {
  for (size_t j = 0; j < d; j++) w[j] += c * input[j];
}

static double sum_of_activations(const double *fields, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += erf(fields[i] * M_SQRT1_2);
  return sum;
}

static void advance(Run *run, size_t steps, int in_one_pass) {
  const size_t d = run->d, p = run->p, k = run->k;
  /* The learning rate is p, so that gamma / (p d) is 1 / d. */
  const double slope = sqrt(2 / M_PI) / (double)d;
  for (size_t step = 0; step < steps; step++) {
    double *input = run->input;
    double zeta;
    fill_normals(&run->generator, input, d);
    fill_normals(&run->generator, &zeta, 1);

    for (size_t i = 0; i < p; i++) {
      double *w = run->weights + i * run->stride;
      run->fields[i] =
          in_one_pass ? update_and_project(w, d, run->change[i], run->previous, input) : project(w, d, input);
    }
    const double label = sum_of_activations(input, k) / (double)k + sqrt(LABEL_NOISE) * zeta;
    const double error = label - sum_of_activations(run->fields, p) / (double)p;
    for (size_t i = 0; i < p; i++) run->change[i] = slope * error * exp(-0.5 * run->fields[i] * run->fields[i]);

    if (!in_one_pass) {
      for (size_t i = 0; i < p; i++) {
        update(run->weights + i * run->stride, d, run->change[i], input);
        run->change[i] = 0;
      }
    }
    run->input = run->previous;
    run->previous = input;
  }
}

/* Applies the update that waits. */
static void settle(Run *run) {
  for (size_t i = 0; i < run->p; i++) {
    double *w = run->weights + i * run->stride;
    for (size_t j = 0; j < run->d; j++) w[j] += run->change[i] * run->previous[j];
    run->change[i] = 0;
  }
}

static double scaled_arcsine(double ab, double aa, double bb) { return asin(ab / sqrt((1 + aa) * (1 + bb))); }

static void print_end(const Run *run, double seconds_per_step) {
  const size_t d = run->d, p = run->p, k = run->k;
  double *norms = allocate(p);
  double students = 0, mixed = 0, mean_q = 0, mean_m = 0;
  for (size_t i = 0; i < p; i++) {
    const double *w = run->weights + i * run->stride;
    for (size_t j = 0; j < d; j++) norms[i] += w[j] * w[j];
    mean_q += norms[i] / (double)p;
    for (size_t r = 0; r < k; r++) mixed += scaled_arcsine(w[r], norms[i], 1);
    mean_m += w[i % k] / (double)p;
    for (size_t other = 0; other <= i; other++) {
      const double *v = run->weights + other * run->stride;
      double q = 0;
      for (size_t j = 0; j < d; j++) q += w[j] * v[j];
      students += (other < i ? 2 : 1) * scaled_arcsine(q, norms[i], norms[other]);
    }
  }
  const double pp = (double)p, kk = (double)k;
  const double risk = (asin(0.5) / kk + students / (pp * pp) - 2 * mixed / (pp * kk)) / M_PI;
  printf("{\"secondsPerStep\": %.6e, \"risk\": %.9e, \"meanQii\": %.9e, \"meanMir\": %.9e}\n", seconds_per_step, risk,
         mean_q, mean_m);
  free(norms);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int count, char **words) {
  if (count != 7) {
    fprintf(stderr, "Usage: direct-sgd D P K STEPS SEED PASSES\n");
    return 2;
  }
  const size_t d = strtoull(words[1], NULL, 10), p = strtoull(words[2], NULL, 10), k = strtoull(words[3], NULL, 10);
  const size_t steps = strtoull(words[4], NULL, 10);
  const size_t passes = strtoull(words[6], NULL, 10);
  if (p < 1 || k < 1 || d < k || steps < 1 || passes < 1 || passes > 2) {
    fprintf(stderr,
            "direct-sgd: found d=%zu, p=%zu, k=%zu, %zu steps in %zu passes; needed are p, k, steps >= 1, d >= k, 1 or 2 "
            "passes.\n",
            d, p, k, steps, passes);
    return 2;
  }
  tabulate_normals();
  Run run = start_run(d, p, k, strtoull(words[5], NULL, 10));
  const double started = now();
  advance(&run, steps, passes == 1);
  const double seconds_per_step = (now() - started) / (double)steps;
  settle(&run);
  print_end(&run, seconds_per_step);
  return 0;
}
