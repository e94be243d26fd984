# Supplies the System Logs module with the daemon's logs

use strict;
use warnings;

require 'unlimited-cluster-lib.pl';	## no critic
require 'service-lib.pl';	## no critic

our %text;

# syslog_getlogs()
# Returns the logs that the daemon writes, those that are there
sub syslog_getlogs
{
my @logs = ([ daemon_log(), $text{'syslog_daemon'} ],
	    [ log_directory()."/web.log", $text{'syslog_web'} ],
	    [ log_directory()."/error.log", $text{'syslog_error'} ]);
return map { { 'file' => $_->[0], 'desc' => $_->[1], 'active' => 1 } }
       grep { -r $_->[0] } @logs;
}

1;
