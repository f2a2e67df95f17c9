import { Phone } from './components/phone';
import { startScreen } from './start-screen';

startScreen(Phone, 'appName');
