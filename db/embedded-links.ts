import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const isThere = (link: string): boolean => {
  try {
    lstatSync(link)
    return true
  } catch {
    return false
  }
}

/**
 * Makes the links between the libraries of a PostgreSQL package, which its install script makes where install scripts
 * may run.
 * @param root the package's folder; without a list of links in it there is nothing to do.
 */
export const restoreLinks = (root: string): void => {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (isThere(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
