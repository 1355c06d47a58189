import { Refusal } from '@/lib/platform/errors'

/**
 * What the database said of a version that was to be published, as a refusal where it was a no.
 * @throws Refusal `exists` where there is this version already, `stale` where one in between is missing.
 */
export const acceptVersion = (
  outcome: 'applied' | 'exists' | 'stale',
  kind: 'plan' | 'pack' | 'tier',
  name: string,
  version: number,
): void => {
  const facts = { [kind]: name, version, field: 'version' }
  if (outcome === 'exists') throw new Refusal('exists', `There is a version ${version} of ${name} already.`, facts)
  if (outcome === 'stale') {
    throw new Refusal('stale', `${name} has no version ${version - 1} to come before this one.`, facts)
  }
}
