import { createHash, timingSafeEqual } from 'node:crypto'

export const digest = (value: string): Buffer => createHash('sha256').update(value).digest()

/** Compares two secrets in a time that says nothing about either. */
export const sameSecret = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected))
