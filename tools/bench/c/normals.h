/*
 * Standard normals: xoshiro256++ (Blackman & Vigna 2021) and a ziggurat of 256 layers (Marsaglia & Tsang 2000). The
 * layer comes from the lowest 8 bits of a draw and the position in it from the upper 52, so that the two are
 * independent (Doornik 2005).
 */
#ifndef NORMALS_H
#define NORMALS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define LAYERS 256
/* Where the base layer's rectangle ends and the tail begins, and the common area of the layers. */
#define TAIL_START 3.654152885361009
#define LAYER_AREA 4.928673233974656e-3

typedef struct {
  uint64_t s0, s1, s2, s3;
} Generator;

/* What nearly every draw needs of a layer, side by side: scale to a position, bound below which it is accepted. */
typedef struct {
  double scale, bound;
} LayerCore;

static LayerCore layer_cores[LAYERS];
static double layer_heights[LAYERS + 1];

static inline uint64_t rotate_left(uint64_t word, int bits) { return (word << bits) | (word >> (64 - bits)); }

static inline uint64_t next_bits(Generator *g) {
  const uint64_t result = rotate_left(g->s0 + g->s3, 23) + g->s0;
  const uint64_t shifted = g->s1 << 17;
  g->s2 ^= g->s0;
  g->s3 ^= g->s1;
  g->s1 ^= g->s2;
  g->s0 ^= g->s3;
  g->s2 ^= shifted;
  g->s3 = rotate_left(g->s3, 45);
  return result;
}

/* Uniform in (0, 1]. */
static inline double next_uniform(Generator *g) { return ((double)(next_bits(g) >> 11) + 1.0) * 0x1p-53; }

/* splitmix64 (Steele, Lea & Flood 2014) spreads the seed over the state. */
static Generator seeded_generator(uint64_t seed) {
  uint64_t words[4];
  for (int i = 0; i < 4; i++) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    words[i] = z ^ (z >> 31);
  }
  return (Generator){words[0], words[1], words[2], words[3]};
}

static void tabulate_normals(void) {
  double edge = TAIL_START;
  layer_cores[0] = (LayerCore){LAYER_AREA / exp(-0.5 * edge * edge) * 0x1p-51, edge};
  for (int i = 1; i < LAYERS; i++) {
    layer_heights[i] = exp(-0.5 * edge * edge);
    const double next = i + 1 < LAYERS ? sqrt(-2 * log(layer_heights[i] + LAYER_AREA / edge)) : 0;
    layer_cores[i] = (LayerCore){edge * 0x1p-51, next};
    edge = next;
  }
  layer_heights[LAYERS] = 1;
}

/* The 1.5 % of draws in a layer's wedge or in the tail; returns whether the position was turned into a normal. */
static __attribute__((noinline, cold)) int normal_outside_core(Generator *g, int layer, double *x) {
  if (layer == 0) {
    for (;;) {
      const double beyond = -log(next_uniform(g)) / TAIL_START;
      if (-2 * log(next_uniform(g)) > beyond * beyond) {
        *x = copysign(TAIL_START + beyond, *x);
        return 1;
      }
    }
  }
  const double floor_height = layer_heights[layer];
  const double height = floor_height + next_uniform(g) * (layer_heights[layer + 1] - floor_height);
  return height < exp(-0.5 * *x * *x);
}

static void fill_normals(Generator *generator, double *x, size_t count) {
  Generator g = *generator;
  for (size_t j = 0; j < count;) {
    const uint64_t bits = next_bits(&g);
    const int layer = (int)(bits & (LAYERS - 1));
    x[j] = ((double)((int64_t)bits >> 12) + 0.5) * layer_cores[layer].scale;
    if (__builtin_expect(fabs(x[j]) < layer_cores[layer].bound, 1)) {
      j++;
    } else {
      /* A copy, so that the state that the loop works on can stay in registers. */
      Generator copy = g;
      j += (size_t)normal_outside_core(&copy, layer, &x[j]);
      g = copy;
    }
  }
  *generator = g;
}

#endif
