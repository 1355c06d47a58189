import { listen } from './listen'
import { stepBack } from './step-back'

stepBack()
listen()
