import { BlockList, isIP } from 'node:net'
import { readerOf, type Source } from './setting-reader'

export const privateTargetsName = 'KONTOR_PRIVATE_TARGETS'

/** `10.0.0.0/8, 127.0.0.1, fd12::/16`; what is neither an address nor a network is null. */
export const readNetworks = (text: string): BlockList | null => {
  const networks = new BlockList()
  for (const each of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [address = '', prefix, ...more] = each.split('/')
    const version = isIP(address)
    const most = version === 4 ? 32 : 128
    if (version === 0 || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null
    if (Number(prefix ?? most) > most) return null
    networks.addSubnet(address, Number(prefix ?? most), version === 4 ? 'ipv4' : 'ipv6')
  }
  return networks
}

let read: { readonly text: string; readonly networks: BlockList } | null = null

/**
 * The private and loopback networks that messages may be sent to, as the deployment says; none unless it does. Start-up
 * refuses a list that cannot be read.
 */
export const privateTargets = (source: Source = process.env): BlockList => {
  const text = readerOf(source).text(privateTargetsName) ?? ''
  if (read?.text !== text) read = { text, networks: readNetworks(text) ?? new BlockList() }
  return read.networks
}
