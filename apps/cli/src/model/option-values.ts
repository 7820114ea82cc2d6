import { InvalidArgumentError } from 'commander';
import * as messages from '../messages.ts';

/** Readers of option values. Each refuses what it cannot read with a message that says what is needed. */

export function realNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError(messages.notANumber());
  return value;
}

export function positiveInteger(text: string): number {
  const value = realNumber(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(messages.notAPositiveInteger());
  }
  return value;
}

export function positiveNumber(text: string): number {
  const value = realNumber(text);
  if (value <= 0) throw new InvalidArgumentError(messages.notAPositiveNumber());
  return value;
}

/** A number from 0 to 1. */
export function share(text: string): number {
  const value = realNumber(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError(messages.notAShare());
  return value;
}

export function nonNegativeNumber(text: string): number {
  const value = realNumber(text);
  if (value < 0) throw new InvalidArgumentError(messages.negativeNumber());
  return value;
}

export function naturalNumber(text: string): number {
  const value = realNumber(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError(messages.notANaturalNumber());
  return value;
}

export function portNumber(text: string): number {
  const value = realNumber(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535) {
    throw new InvalidArgumentError(messages.notAPort());
  }
  return value;
}

export function numberList(text: string): number[] {
  return text.split(',').map((item) => {
    const value = item.trim() === '' ? Number.NaN : Number(item);
    if (!Number.isFinite(value)) throw new InvalidArgumentError(messages.notAList());
    return value;
  });
}

export function positiveIntegerList(text: string): number[] {
  return text.split(',').map(positiveInteger);
}

export function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError(messages.notAUrl());
  }
  return new URL(text).origin;
}

/** Addresses as `httpUrl` takes them, separated by commas; given again, the option adds to what there is. */
export function httpUrls(text: string, former: readonly string[] | undefined): [string, ...string[]] {
  const [first = '', ...rest] = [...(former ?? []), ...text.split(',').map(httpUrl)];
  return [first, ...rest];
}

/** Numbers above 0. */
export function positiveList(text: string): number[] {
  const values = numberList(text);
  if (!values.every((value) => value > 0)) throw new InvalidArgumentError(messages.notAPositiveNumber());
  return values;
}

/** Numbers from 0 to 1, 1 left out. */
export function fractionList(text: string): number[] {
  const values = numberList(text);
  if (!values.every((value) => value >= 0 && value < 1)) {
    throw new InvalidArgumentError(messages.notAFraction());
  }
  return values;
}
