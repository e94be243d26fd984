/**
 * Prints in one line whether this Node.js can run the daemon: `ok <version>`, `old <version>`, or
 * `addon <file> <reason>` where the database's native addon does not load.
 * Written so that a Node.js from before 2015 can still say that it is old.
 */
'use strict';

var MINIMUM = [20, 11];

function isOld(version) {
  var parts = version.split('.').map(Number);
  return parts[0] < MINIMUM[0] || (parts[0] === MINIMUM[0] && parts[1] < MINIMUM[1]);
}

function addonName() {
  return 'better_sqlite3-' + process.platform + '-' + process.arch + '-abi' + process.versions.modules + '.node';
}

function main() {
  if (isOld(process.versions.node)) return 'old ' + process.versions.node;
  var folder = process.argv[2] || __dirname + '/../dist/native';
  try {
    process.dlopen({ exports: {} }, folder + '/' + addonName());
    return 'ok ' + process.versions.node;
  } catch (error) {
    return 'addon ' + addonName() + ' ' + String(error.message).split('\n')[0];
  }
}

process.stdout.write(main() + '\n');
