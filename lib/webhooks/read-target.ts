import { isIP } from 'node:net'
import { type Refused, refuse } from '@/lib/core/refusal'
import { isRefusedAddress } from './refused-address'

/**
 * Reads a URL that signed messages may go to: http or https, without credentials or fragment, not an address that
 * nothing is sent to. A name is looked at when it is resolved, at each attempt.
 */
export const readTarget = (text: string): URL | Refused<'invalid_request'> => {
  if (!URL.canParse(text)) return refuse('invalid_request', 'This is no URL.')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refuse('invalid_request', 'The URL must start with https:// or http://.')
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('invalid_request', 'The URL may not hold a user name or a password.')
  }
  if (url.hash !== '') return refuse('invalid_request', 'The URL may not have a fragment.')
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return isIP(host) !== 0 && isRefusedAddress(host) ? refuse('invalid_request', refusedSentence(host)) : url
}

export const refusedSentence = (address: string): string => `Nothing is sent to ${address}.`
