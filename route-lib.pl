# Functions for the route in miniserv's configuration that leads the page's
# websocket to the daemon

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';

our ($module_name);

# route_key()
# Returns the name of the route in miniserv's configuration
sub route_key
{
return "websockets_/$module_name/ws";
}

# secret_file()
# Returns the path of the secret that proves to the daemon that a websocket
# comes through miniserv and not from another user of this machine
sub secret_file
{
return data_directory()."/miniserv.secret";
}

# rotate_secret([user])
# Makes a new secret. The daemon reads it at its start, and the route has it
# from the next ensure_route().
sub rotate_secret
{
my ($user) = @_;
my @owner = $user ? (getpwnam($user))[2,3] : ( );
write_secret(secret_file(), random_hex(24), @owner);
}

# ticket_port()
# Returns the port on which the daemon takes websockets, which it chooses
# itself, or undef if it has not chosen yet
sub ticket_port
{
my $port = read_file_contents(data_directory()."/ticket-port");
return $port =~ /^\s*(\d{1,5})\s*$/ && $1 > 0 && $1 < 65536 ? $1 : undef;
}

# wanted_route()
# Returns the route as it should be, or undef if that is not known yet. nokey
# is needed as miniserv's own key is not the one of RFC 6455.
sub wanted_route
{
my $port = ticket_port();
my $secret = read_file_contents(secret_file());
return if (!$port || $secret !~ /^[0-9a-f]{32,}$/);
return "host=127.0.0.1 port=$port wspath=/ws nokey=1 ".
       "auth=basic:".encode_base64("miniserv:$secret", 'noeol');
}

# ensure_route()
# Puts the route right where it is missing or old, for example because the
# daemon had to choose another port. Returns 1 if it was changed, 0 if not.
sub ensure_route
{
my $wanted = wanted_route();
return 0 if (!$wanted);
my %current;
get_miniserv_config(\%current);
return 0 if ($current{route_key()} eq $wanted);
return change_route($wanted);
}

# remove_route()
# Takes the route away. Returns 1 if there was one, 0 if not.
sub remove_route
{
return change_route(undef);
}

# change_route(route)
# Writes a route, or none, under the lock of miniserv's configuration
sub change_route
{
my ($route) = @_;
my %miniserv;
lock_file(get_miniserv_config_file());
get_miniserv_config(\%miniserv);
my $differs = $miniserv{route_key()} ne $route;
if ($differs) {
	$miniserv{route_key()} = $route;
	delete($miniserv{route_key()}) if (!defined($route));
	put_miniserv_config(\%miniserv);
	}
unlock_file(get_miniserv_config_file());
reload_miniserv() if ($differs);
return $differs ? 1 : 0;
}

1;
