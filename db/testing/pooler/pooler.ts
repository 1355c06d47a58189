export type PoolerOptions = {
  /** The login that the pooler reaches the database with. */
  readonly url: string
  /** Whether it drops the parameters that it cannot pass on; it refuses the connection otherwise. */
  readonly ignores: boolean
}

export type Pooler = {
  /** The same login, through the pooler. */
  readonly url: string
  readonly stop: () => Promise<void>
}
