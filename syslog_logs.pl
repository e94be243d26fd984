# Supplies the System Logs module with the daemon's log

use strict;
use warnings;

require 'unlimited-cluster-lib.pl';	## no critic
require 'service-lib.pl';	## no critic

our %text;

# syslog_getlogs()
# Returns the logs that the daemon writes
sub syslog_getlogs
{
return map { { 'file' => $_, 'desc' => $text{'syslog_daemon'},
	       'active' => 1 } }
       grep { -r $_ } daemon_logs();
}

1;
