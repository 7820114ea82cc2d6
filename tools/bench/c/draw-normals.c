/*
 *     draw-normals COUNT SEED
 *
 * prints, as JSON, the seconds per standard normal, drawn a thousand at a time, and their mean and mean square.
 */
#include "normals.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BATCH 1000

int main(int count, char **words) {
  if (count != 3) {
    fprintf(stderr, "Usage: draw-normals COUNT SEED\n");
    return 2;
  }
  const size_t batches = strtoull(words[1], NULL, 10) / BATCH + 1;
  Generator generator = seeded_generator(strtoull(words[2], NULL, 10));
  static double x[BATCH];
  double sum = 0, squares = 0;
  struct timespec start, end;
  tabulate_normals();
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (size_t batch = 0; batch < batches; batch++) {
    fill_normals(&generator, x, BATCH);
    for (size_t j = 0; j < BATCH; j++) {
      sum += x[j];
      squares += x[j] * x[j];
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  const double seconds = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
  const double drawn = (double)(batches * BATCH);
  printf("{\"secondsPerNormal\": %.6e, \"mean\": %.6e, \"meanSquare\": %.9e}\n", seconds / drawn, sum / drawn,
         squares / drawn);
  return 0;
}
