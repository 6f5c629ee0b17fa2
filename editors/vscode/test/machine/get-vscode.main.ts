import { getVSCode } from './get-vscode';
import { GIVEN } from './given';

void getVSCode(GIVEN.cache).then(console.log);
