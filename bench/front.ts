import { inTurn, type Load } from './load'
import type { BenchResult } from './result'
import { type Stage, startFront, startServer } from './stage'

/** Health through the front server, against the same answered by bare `node:http`. */
export const benchFront = async (stage: Stage): Promise<BenchResult[]> => {
  const front = await startFront(stage)
  const bare = await startServer(stage, 'bench/bare-server.ts')
  const seconds = stage.extent(4, 0.1)
  const load = (url: string): Load => ({ url: `${url}/api/health`, method: 'GET', connections: 16, seconds })
  const { ours, bare: base, ratio } = await inTurn(load(front.address), load(bare.address), stage.extent(3, 1))
  return [
    {
      name: 'health through the front server',
      value: Math.round(ours.perSecond),
      unit: '1/s',
      baseline: Math.round(base.perSecond),
      ratio,
      target: 'ratio ≥ 0.35',
      pass: ratio >= 0.35,
    },
  ]
}
