# Supplies the System Logs module with the daemon's log

use strict;
use warnings;

require 'unlimited-cluster-lib.pl';	## no critic
require 'service-lib.pl';	## no critic

our %text;

# syslog_getlogs()
# Returns the log that the daemon writes, if there is one
sub syslog_getlogs
{
return ( ) if (!-r daemon_log());
return ( { 'file' => daemon_log(),
	   'desc' => $text{'syslog_daemon'},
	   'active' => 1 } );
}

1;
